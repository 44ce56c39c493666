# faults: cedar
# fails: Every container has a memory limit of at most 128 MiB
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/limits/memory","value":"96Mi"},
  {"op":"add","path":"/spec/template/spec/initContainers","value":[{"name":"helper","restartPolicy":"Always","image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2","command":["sleep","3600"]}]}]'
