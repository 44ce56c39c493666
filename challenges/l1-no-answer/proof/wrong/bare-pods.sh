# faults: dune
# fails: Every pod of tickets is ready
# Nothing replaces it.
kubectl -n "$NS_MAIN" get "$(kubectl -n "$NS_MAIN" get pod -l app.kubernetes.io/name=tickets -o name | sed -n 1p)" -o json |
  kubectl patch --local -f - --type json -o json -p '[
    {"op":"replace","path":"/metadata","value":{"name":"tickets","labels":{"app.kubernetes.io/name":"tickets","app.kubernetes.io/component":"web"}}},
    {"op":"replace","path":"/spec/containers/0/readinessProbe/httpGet/path","value":"/healthz"},
    {"op":"remove","path":"/spec/nodeName"}]' > "$TMPDIR/pod.json"
kubectl -n "$NS_MAIN" delete deployment tickets
kubectl -n "$NS_MAIN" create -f "$TMPDIR/pod.json"
