# fails: Pods of API and front are ready when they serve, whatever becomes of the others
# Without the cache all of them would be taken out at once.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment api -p '{"spec":{"template":{"spec":{"containers":[{"name":"api","readinessProbe":{"httpGet":{"path":"/","port":"http"}}}]}}}}'
