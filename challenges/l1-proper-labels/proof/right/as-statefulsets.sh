# Both are made anew, as StatefulSets, and selected by all three labels.
for pair in front=web catalogue=api; do
  name=${pair%=*} component=${pair#*=}
  labels='{"app.kubernetes.io/name":"'$name'","app.kubernetes.io/component":"'$component'","app.kubernetes.io/part-of":"toy-library"}'
  kubectl -n "$NS_MAIN" get deployment "$name" -o json | kubectl patch --local -f - --type json -o json -p '[
    {"op":"replace","path":"/kind","value":"StatefulSet"},
    {"op":"replace","path":"/metadata","value":{"name":"'$name'","labels":'"$labels"'}},
    {"op":"remove","path":"/status"},{"op":"remove","path":"/spec/strategy"},{"op":"remove","path":"/spec/progressDeadlineSeconds"},
    {"op":"add","path":"/spec/serviceName","value":"'$name'"},
    {"op":"replace","path":"/spec/selector","value":{"matchLabels":'"$labels"'}},
    {"op":"replace","path":"/spec/template/metadata/labels","value":'"$labels"'}]' | kubectl -n "$NS_MAIN" create -f -
  kubectl -n "$NS_MAIN" rollout status statefulset "$name" --timeout=120s
  kubectl -n "$NS_MAIN" patch service "$name" -p '{"metadata":{"labels":'"$labels"'},"spec":{"selector":null}}'
  kubectl -n "$NS_MAIN" patch service "$name" -p '{"spec":{"selector":'"$labels"'}}'
  kubectl -n "$NS_MAIN" delete deployment "$name"
done
