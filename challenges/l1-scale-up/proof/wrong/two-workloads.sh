# fails: All that are wanted are ready
# Two Deployments of two, where the story wants one of four.
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=30m,memory=24Mi
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=90s
kubectl -n "$NS_MAIN" scale deployment desk --replicas=2
kubectl -n "$NS_MAIN" get deployment desk -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/metadata","value":{"name":"desk-two"}},{"op":"remove","path":"/status"},
  {"op":"add","path":"/spec/selector/matchLabels/desk","value":"two"},
  {"op":"add","path":"/spec/template/metadata/labels/desk","value":"two"}]' | kubectl -n "$NS_MAIN" create -f -
