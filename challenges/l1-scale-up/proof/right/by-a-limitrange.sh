# The template says nothing about CPU, and the namespace's default is what a pod needs.
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: v1
kind: LimitRange
metadata: {name: desk}
spec: {limits: [{type: Container, defaultRequest: {cpu: 30m}}]}
Y
kubectl -n "$NS_MAIN" patch deployment desk --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/resources/requests/cpu"},
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/requests/memory","value":"24Mi"},
  {"op":"replace","path":"/spec/strategy","value":{"type":"Recreate"}},{"op":"replace","path":"/spec/replicas","value":4}]'
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=120s
