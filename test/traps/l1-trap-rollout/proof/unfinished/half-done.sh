# trap: the new pod is not ready yet, and the old one answers
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"RELEASE","value":"2"}],"readinessProbe":{"initialDelaySeconds":6}}]}}}}'
