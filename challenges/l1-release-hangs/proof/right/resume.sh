# faults: birch
# solution: It resumes the Deployment, which then makes of its template what it was not allowed to make while it was paused.
kubectl -n "$NS_MAIN" rollout resume deployment pool
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
