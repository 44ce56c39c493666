# faults: cedar
# fails: It is still the image of the guide
# Its user is not root; the pod is up, and it is no guide.
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/image","value":"registry.k8s.io/pause:3.10.2"},
  {"op":"remove","path":"/spec/template/spec/containers/0/command"},
  {"op":"remove","path":"/spec/template/spec/containers/0/args"},
  {"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
