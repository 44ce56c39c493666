# fails: The page is mounted from a ConfigMap
# What everybody may read is no secret.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" create secret generic pool-page --from-literal=index.html='Open daily from 7 to 20'
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[
  {"op":"replace","path":"/spec/template/spec/volumes/0","value":{"name":"page","secret":{"secretName":"pool-page"}}}]'
