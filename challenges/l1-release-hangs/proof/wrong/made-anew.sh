# faults: cedar
# fails: The page was served all the time
kubectl -n "$NS_MAIN" get deployment pool -o yaml | sed 's/key: winter-hours/key: winter/' | kubectl -n "$NS_MAIN" replace --force -f -
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
