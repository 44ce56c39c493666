# fails: What it keeps comes from a ConfigMap
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" create secret generic snow --from-literal=SNOW='Summit 142 cm, valley 31 cm'
kubectl -n "$NS_MAIN" patch deployment cache --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/envFrom","value":[{"secretRef":{"name":"snow"}}]}]'
