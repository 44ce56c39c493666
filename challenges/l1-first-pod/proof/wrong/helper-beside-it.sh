# fails: The Service leads to this pod, and to nothing else
# The pod that was asked for, and one more that readers come to.
. "$(dirname "$0")/../right/manifest.sh"
kubectl -n "$NS_MAIN" get pod almanac -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/metadata","value":{"name":"almanac-2","labels":{"app.kubernetes.io/name":"almanac"}}},{"op":"remove","path":"/status"}]' |
  kubectl -n "$NS_MAIN" create -f -
kubectl -n "$NS_MAIN" wait --for=condition=Ready pod/almanac-2 --timeout=60s
