# fails: Deployment pool has a pod or more, and all are ready
# The pods go on showing what they were made with; the next one shows the new hours.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/volumeMounts/0","value":{"name":"page","mountPath":"/usr/share/nginx/html/index.html","subPath":"index.html"}}]'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=90s
kubectl -n "$NS_MAIN" create configmap pool-page --from-literal=index.html='Closed' --dry-run=client -o yaml | kubectl -n "$NS_MAIN" apply -f -
