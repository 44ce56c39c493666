# faults: dune
# Written anew as another kind, with two pods and labels of its own, and the hook by a shell.
kubectl -n "$NS_MAIN" get deployment board -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/kind","value":"StatefulSet"},
  {"op":"replace","path":"/metadata","value":{"name":"scoreboard"}},
  {"op":"remove","path":"/spec/strategy"},{"op":"remove","path":"/spec/progressDeadlineSeconds"},{"op":"remove","path":"/status"},
  {"op":"add","path":"/spec/serviceName","value":"board"},{"op":"add","path":"/spec/podManagementPolicy","value":"Parallel"},
  {"op":"replace","path":"/spec/replicas","value":2},
  {"op":"replace","path":"/spec/template/spec/containers/0/lifecycle/postStart/exec/command","value":["sh","-c","/app/greet 127.0.0.1:8080/"]}]' > "$TMPDIR/set.json"
kubectl -n "$NS_MAIN" delete deployment board --cascade=foreground
kubectl -n "$NS_MAIN" create -f "$TMPDIR/set.json"
