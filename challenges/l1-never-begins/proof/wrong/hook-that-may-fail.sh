# faults: dune
# fails: The hook still runs
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/lifecycle/postStart/exec/command","value":["sh","-c","/app/greet http://localhost:8080/ || true"]}]'
