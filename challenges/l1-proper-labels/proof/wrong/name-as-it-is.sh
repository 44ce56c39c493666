# fails: New pods come with their labels
# The selector cannot be changed, so the name stays what it is.
. "$(dirname "$0")/workloads-alone.sh"
kubectl -n "$NS_MAIN" patch deployment front -p '{"spec":{"template":{"metadata":{"labels":{"app.kubernetes.io/component":"web","app.kubernetes.io/part-of":"toy-library"}}}}}'
kubectl -n "$NS_MAIN" patch deployment catalogue -p '{"spec":{"template":{"metadata":{"labels":{"app.kubernetes.io/name":"catalogue","app.kubernetes.io/component":"api","app.kubernetes.io/part-of":"toy-library"}}}}}'
kubectl -n "$NS_MAIN" set selector service catalogue app.kubernetes.io/name=catalogue
kubectl -n "$NS_MAIN" set selector service front app.kubernetes.io/component=web
