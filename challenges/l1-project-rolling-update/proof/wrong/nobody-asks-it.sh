# fails: Of the pods nothing but the release has changed
# Without its probe 7.3 comes up, and waits a while in place of it.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[
  {"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"},
  {"op":"add","path":"/spec/minReadySeconds","value":5}]'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.3
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" rollout undo deployment board
