# fails: Service api leads to the pods of its own workload, and to nothing else
# The front's pods listen on 8080 as well.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment front -p '{"spec":{"template":{"metadata":{"labels":{"port":"8080"}}}}}'
kubectl -n "$NS_MAIN" patch deployment api -p '{"spec":{"template":{"metadata":{"labels":{"port":"8080"}}}}}'
kubectl -n "$NS_MAIN" rollout status deployment front --timeout=90s
kubectl -n "$NS_MAIN" rollout status deployment api --timeout=90s
kubectl -n "$NS_MAIN" patch service api --type json -p '[{"op":"replace","path":"/spec/selector","value":{"port":"8080"}}]'
