# faults: ember
# fails: It is still the same image
# An image that has curl, and all else that is called here.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/image","value":"registry.k8s.io/e2e-test-images/agnhost:2.66.1"}
]'
