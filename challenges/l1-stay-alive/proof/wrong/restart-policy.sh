# fails: Two pods at least are ready, and all that are wanted
# It is about containers, not about pods.
kubectl -n "$NS_MAIN" get pod menu -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/metadata","value":{"name":"menu","labels":{"app.kubernetes.io/name":"menu"}}},
  {"op":"replace","path":"/spec/restartPolicy","value":"OnFailure"},{"op":"remove","path":"/spec/nodeName"}]' > "$TMPDIR/pod.json"
kubectl -n "$NS_MAIN" delete pod menu
kubectl -n "$NS_MAIN" create -f "$TMPDIR/pod.json"
