# fails: Their program is porter, as in the file
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch deployment feedback -p '{"spec":{"template":{"spec":{"containers":[{"name":"page","command":["sh","-c","exec /agnhost porter"],"args":null}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment feedback --timeout=90s
