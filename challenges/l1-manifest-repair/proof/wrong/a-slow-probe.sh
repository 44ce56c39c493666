# fails: A readiness probe asks port 8080
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch deployment feedback -p '{"spec":{"template":{"spec":{"containers":[{"name":"page","readinessProbe":{"periodSeconds":60,"failureThreshold":10}}]}}}}'
