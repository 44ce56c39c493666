# All at once, with a moment in which nothing answers, and more labels than were asked for.
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
kubectl -n "$NS_MAIN" delete deployment front --cascade=foreground
kubectl -n "$NS_MAIN" create -f "$TMPDIR/front.json"
kubectl -n "$NS_MAIN" patch deployment front -p '{"spec":{"template":{"metadata":{"labels":{"app.kubernetes.io/managed-by":"kubectl","app.kubernetes.io/version":"1.0"}}}}}'
kubectl -n "$NS_MAIN" label service front app.kubernetes.io/name=front app.kubernetes.io/component=web app.kubernetes.io/part-of=toy-library
kubectl -n "$NS_MAIN" set selector service front app.kubernetes.io/name=front,app.kubernetes.io/part-of=toy-library
