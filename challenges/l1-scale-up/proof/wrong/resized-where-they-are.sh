# fails: All that are wanted are ready
# Each pod is made smaller where it is, and none is as the template says: the next one would find no room.
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=40m,memory=24Mi
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=90s
kubectl -n "$NS_MAIN" scale deployment desk --replicas=3
kubectl -n "$NS_MAIN" wait deployment desk --for=jsonpath='{.status.readyReplicas}'=3 --timeout=60s
resize() {
  for pod in $(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=desk -o name); do
    # A quota takes a moment to count what is no longer requested.
    until kubectl -n "$NS_MAIN" patch "$pod" --subresource resize -p '{"spec":{"containers":[{"name":"desk","resources":{"requests":{"cpu":"'"$1"'"}}}]}}'; do sleep 1; done
  done
}
resize 20m
kubectl -n "$NS_MAIN" wait resourcequota festival --for=jsonpath='{.status.used.requests\.cpu}'=60m --timeout=60s
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
kubectl -n "$NS_MAIN" wait deployment desk --for=jsonpath='{.status.readyReplicas}'=4 --timeout=60s
# First the new one as well: the quota has no room for a pod that grows before it is small.
resize 20m
kubectl -n "$NS_MAIN" wait resourcequota festival --for=jsonpath='{.status.used.requests\.cpu}'=80m --timeout=60s
resize 30m
