# Another kind keeps three pods, and all is written down anew.
kubectl -n "$NS_MAIN" get deployment seats -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/metadata","value":{"name":"house","labels":{"app.kubernetes.io/name":"seats"}}},
  {"op":"replace","path":"/kind","value":"StatefulSet"},
  {"op":"remove","path":"/status"},
  {"op":"remove","path":"/spec/strategy"},
  {"op":"remove","path":"/spec/progressDeadlineSeconds"},
  {"op":"add","path":"/spec/serviceName","value":"seats"},
  {"op":"add","path":"/spec/podManagementPolicy","value":"Parallel"},
  {"op":"replace","path":"/spec/replicas","value":3},
  {"op":"replace","path":"/spec/template/spec/terminationGracePeriodSeconds","value":15},
  {"op":"add","path":"/spec/template/spec/containers/0/readinessProbe","value":{"httpGet":{"path":"/ready","port":8080},"periodSeconds":5,"failureThreshold":1}},
  {"op":"add","path":"/spec/template/spec/containers/0/livenessProbe","value":{"httpGet":{"path":"/alive","port":8080},"periodSeconds":3,"timeoutSeconds":2,"failureThreshold":4}},
  {"op":"add","path":"/spec/template/spec/containers/0/startupProbe","value":{"httpGet":{"path":"/ready","port":8080},"periodSeconds":3,"failureThreshold":40,"initialDelaySeconds":3}},
  {"op":"add","path":"/spec/template/spec/containers/0/lifecycle","value":{"preStop":{"exec":{"command":["sleep","6"]}}}}]' > "$TMPDIR/house.json"
kubectl -n "$NS_MAIN" delete deployment seats
kubectl -n "$NS_MAIN" create -f "$TMPDIR/house.json"
kubectl -n "$NS_MAIN" rollout status statefulset house
