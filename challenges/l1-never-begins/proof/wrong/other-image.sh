# faults: dune
# fails: It is still the same image
kubectl -n "$NS_MAIN" set image deployment/board board=registry.k8s.io/e2e-test-images/agnhost:2.66.1
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/command","value":["/agnhost","netexec","--http-port=8080"]},
  {"op":"remove","path":"/spec/template/spec/containers/0/lifecycle"}]'
