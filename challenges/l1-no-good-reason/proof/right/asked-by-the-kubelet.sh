# faults: dune, ember
# solution: It lets the kubelet ask the program over HTTP, at the pod's own address, for which the image needs no further tool.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"periodSeconds":2,"httpGet":{"path":"/cgi-bin/ready","port":"http"}}}]'
