# fails: A readiness probe asks port 8080
# The line that is complained about is gone, and what was to be asked with it.
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch deployment feedback --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
kubectl -n "$NS_MAIN" rollout status deployment feedback --timeout=90s
