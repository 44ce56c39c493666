# fails: The revision with release 7.1 is kept
# Deleted, and made anew with 7.2.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" get deployment board -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"remove","path":"/metadata/resourceVersion"},{"op":"remove","path":"/metadata/uid"},{"op":"remove","path":"/status"}]' > "$TMPDIR/board.json"
kubectl -n "$NS_MAIN" delete deployment board
kubectl -n "$NS_MAIN" create -f "$TMPDIR/board.json"
