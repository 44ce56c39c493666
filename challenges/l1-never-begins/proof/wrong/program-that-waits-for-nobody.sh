# faults: amber
# fails: The programs are as they were
kubectl -n "$NS_MAIN" get configmap board-program -o yaml | sed 's/until wget -q -T 3 -O \/dev\/null/until true ||/' | kubectl replace -f -
kubectl -n "$NS_MAIN" set env deployment/board --containers=feed RESULTS_URL=http://results/latest.txt
kubectl -n "$NS_MAIN" rollout status deployment board --timeout=180s
