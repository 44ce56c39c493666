# faults: amber
# fails: The next pod begins when it should
# It leads to results as long as this very pod is there.
address=$(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=results -o jsonpath='{.items[0].status.podIP}')
kubectl -n "$NS_MAIN" set env deployment/board --containers='*' "RESULTS_URL=http://$address:8080/latest.txt"
kubectl -n "$NS_MAIN" rollout status deployment board --timeout=180s
