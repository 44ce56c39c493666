# faults: amber
# fails: It does not open before Service results answers
# It goes on waiting, and nobody waits for it.
kubectl -n "$NS_MAIN" set env deployment/board --containers=feed RESULTS_URL=http://results/latest.txt
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"add","path":"/spec/template/spec/initContainers/0/restartPolicy","value":"Always"}]'
kubectl -n "$NS_MAIN" rollout status deployment board --timeout=180s
