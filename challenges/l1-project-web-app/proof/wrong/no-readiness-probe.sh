# fails: Guests are only sent to pods that serve
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
