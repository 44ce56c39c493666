# faults: amber
# fails: The desks are as they were
kubectl -n "$NS_MAIN" patch deployment desk --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
kubectl -n "$NS_MAIN" set selector service tickets app.kubernetes.io/name=tickets
