# faults: amber
# fails: The next pod begins when it should
# The name is there until the pod has begun; the next one waits again.
kubectl -n "$NS_MAIN" create service clusterip result --tcp=80:8080
kubectl -n "$NS_MAIN" set selector service result app.kubernetes.io/name=results
kubectl -n "$NS_MAIN" rollout status deployment board --timeout=180s
kubectl -n "$NS_MAIN" delete service result
