# fails: Its Deployment and program are as they were
# Cut too much, and the probe told not to notice.
kubectl -n "$NS_MAIN" delete rolebinding night-watch
kubectl -n "$NS_MAIN" patch deployment night-watch --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
