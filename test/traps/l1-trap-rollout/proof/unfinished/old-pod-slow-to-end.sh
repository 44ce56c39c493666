# trap: the new pod comes only once the old one has ended, which takes longer than controllers do
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null},"template":{"spec":{"terminationGracePeriodSeconds":20,"containers":[{"name":"web","lifecycle":{"preStop":{"sleep":{"seconds":18}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment web --timeout=60s
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"RELEASE","value":"2"}]}]}}}}'
