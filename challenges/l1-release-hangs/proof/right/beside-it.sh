# faults: amber
# Release 2 comes up beside release 1, and the Service turns to it once it is ready.
kubectl -n "$NS_MAIN" get deployment pool -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/metadata","value":{"name":"pool-two"}},{"op":"remove","path":"/status"},
  {"op":"add","path":"/spec/selector/matchLabels/release","value":"two"},
  {"op":"add","path":"/spec/template/metadata/labels/release","value":"two"},
  {"op":"replace","path":"/spec/template/metadata/labels/app.kubernetes.io~1name","value":"pool-two"},
  {"op":"replace","path":"/spec/selector/matchLabels/app.kubernetes.io~1name","value":"pool-two"},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":9090}]' | kubectl -n "$NS_MAIN" create -f -
kubectl -n "$NS_MAIN" rollout status deployment pool-two --timeout=200s
kubectl -n "$NS_MAIN" patch service pool --type json -p '[{"op":"replace","path":"/spec/selector","value":{"release":"two"}}]'
kubectl -n "$NS_MAIN" delete deployment pool
