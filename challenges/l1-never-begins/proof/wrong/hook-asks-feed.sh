# faults: dune
# fails: The next pod begins when it should
# Somebody answers there, but not the board.
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/lifecycle/postStart/exec/command/1","value":"http://localhost:9090/"}]'
