# The manifest is written down and applied each time, and back as well; all new pods come at once.
release() {
  kubectl -n "$NS_MAIN" get deployment board -o json | kubectl patch --local -f - --type json -o json -p '[
    {"op":"remove","path":"/metadata/resourceVersion"},
    {"op":"replace","path":"/spec/strategy","value":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":"100%"}}},
    {"op":"replace","path":"/spec/revisionHistoryLimit","value":5},
    {"op":"replace","path":"/spec/progressDeadlineSeconds","value":60},
    {"op":"replace","path":"/spec/template/spec/containers/0/env/0/value","value":"'"$1"'"}]' | kubectl -n "$NS_MAIN" replace -f -
}
release 7.2
kubectl -n "$NS_MAIN" rollout status deployment board
release 7.3
kubectl -n "$NS_MAIN" wait deployment board --for=condition=Progressing=False --timeout=120s
release 7.2
