# faults: birch
# fails: The entries are as they were
# The file is there, and nobody has entered.
kubectl -n "$NS_MAIN" create configmap entries --from-literal=entries.txt='' --dry-run=client -o yaml | kubectl apply -f -
kubectl -n "$NS_MAIN" rollout restart deployment board
kubectl -n "$NS_MAIN" rollout status deployment board --timeout=180s
