# trap: scaled to zero and up again a moment ago
kubectl -n "$NS_MAIN" scale deployment web --replicas=0
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"replicas":1,"template":{"spec":{"containers":[{"name":"web","env":[{"name":"RELEASE","value":"2"}],"readinessProbe":{"initialDelaySeconds":6}}]}}}}'
