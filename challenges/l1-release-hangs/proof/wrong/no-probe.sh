# faults: amber
# fails: A readiness probe asks the port that serves the page
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
