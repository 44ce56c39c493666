# faults: cedar
# fails: Visitors read the winter hours, of release 2
# The key need not be there any more, and the page has no hours.
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/env/0/valueFrom/configMapKeyRef/optional","value":true}]'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
