# faults: dune
# solution: It takes the host out of the readiness probe, so that the kubelet asks the pod itself, at the pod's own address.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/host"}]'
