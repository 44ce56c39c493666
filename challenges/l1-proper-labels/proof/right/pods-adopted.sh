# The old pods get the new labels where they are, and a ReplicaSet takes them for its own.
labels="app.kubernetes.io/name=catalogue app.kubernetes.io/component=api app.kubernetes.io/part-of=toy-library"
kubectl -n "$NS_MAIN" label deployment,service catalogue $labels
kubectl -n "$NS_MAIN" patch deployment catalogue -p '{"spec":{"template":{"metadata":{"labels":{
  "app.kubernetes.io/name":"catalogue","app.kubernetes.io/component":"api","app.kubernetes.io/part-of":"toy-library"}}}}}'
kubectl -n "$NS_MAIN" rollout status deployment catalogue --timeout=120s
kubectl -n "$NS_MAIN" set selector service catalogue app.kubernetes.io/name=catalogue
kubectl -n "$NS_MAIN" get deployment front -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/metadata","value":{"name":"front","labels":{"app.kubernetes.io/name":"front","app.kubernetes.io/component":"web","app.kubernetes.io/part-of":"toy-library"}}},
  {"op":"remove","path":"/status"},
  {"op":"replace","path":"/spec/selector","value":{"matchLabels":{"app.kubernetes.io/name":"front"}}},
  {"op":"replace","path":"/spec/template/metadata/labels","value":{"app.kubernetes.io/name":"front","app.kubernetes.io/component":"web","app.kubernetes.io/part-of":"toy-library"}}]' > "$TMPDIR/front.json"
kubectl patch --local -f "$TMPDIR/front.json" --type json -o json -p '[{"op":"replace","path":"/kind","value":"ReplicaSet"},{"op":"remove","path":"/spec/strategy"},
  {"op":"remove","path":"/spec/progressDeadlineSeconds"},{"op":"remove","path":"/spec/revisionHistoryLimit"}]' > "$TMPDIR/set.json"
old=$(kubectl -n "$NS_MAIN" get replicasets -l lane=left -o name)
kubectl -n "$NS_MAIN" delete deployment front --cascade=orphan
kubectl -n "$NS_MAIN" delete $old --cascade=orphan
kubectl -n "$NS_MAIN" label pods -l lane=left app.kubernetes.io/name=front app.kubernetes.io/component=web app.kubernetes.io/part-of=toy-library --overwrite
kubectl -n "$NS_MAIN" create -f "$TMPDIR/set.json"
kubectl -n "$NS_MAIN" label service front app.kubernetes.io/name=front app.kubernetes.io/component=web app.kubernetes.io/part-of=toy-library
kubectl -n "$NS_MAIN" set selector service front app.kubernetes.io/name=front
