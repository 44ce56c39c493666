# trap: the new pod is ready, and the old one still gets its part of the requests
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"minReadySeconds":8,"template":{"spec":{"containers":[{"name":"web","env":[{"name":"RELEASE","value":"2"}]}]}}}}'
kubectl -n "$NS_MAIN" wait deployment web --for=jsonpath='{.status.readyReplicas}'=2 --timeout=60s
