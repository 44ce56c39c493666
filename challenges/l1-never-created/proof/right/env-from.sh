# faults: amber
# All of a ConfigMap of one's own at once, the password as before.
hours=$(kubectl -n "$NS_MAIN" get configmap museum-settings -o jsonpath='{.data.hours}')
kubectl -n "$NS_MAIN" create configmap hours --from-literal=MUSEUM_HOURS="$hours"
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[
  {"op":"remove","path":"/spec/template/spec/containers/0/env/0"},
  {"op":"add","path":"/spec/template/spec/containers/0/envFrom","value":[{"configMapRef":{"name":"hours"}}]}]'
