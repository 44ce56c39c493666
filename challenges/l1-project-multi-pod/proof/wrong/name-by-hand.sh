# fails: It finds the cache by the name of its Service
# The name is there, and leads to an address that was written down.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment api -p '{"spec":{"template":{"spec":{"hostAliases":[{"hostnames":["cache"],"ip":"'"$(kubectl -n "$NS_MAIN" get service cache -o jsonpath='{.spec.clusterIP}')"'"}]}}}}'
