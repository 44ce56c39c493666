# faults: dune
# solution: It lets the hook ask the port on which board listens within the pod; the Service's port is for those outside.
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/lifecycle/postStart/exec/command/1","value":"http://localhost:8080/"}]'
