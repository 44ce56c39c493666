# faults: birch
# solution: It writes the same entries under the key that is wanted. The volume follows, and the init container finds the file when it is tried again.
text=$(kubectl -n "$NS_MAIN" get configmap entries -o jsonpath='{.data.entries-saturday\.txt}')
kubectl -n "$NS_MAIN" create configmap entries --from-literal=entries.txt="$text" --dry-run=client -o yaml | kubectl apply -f -
kubectl -n "$NS_MAIN" rollout status deployment board --timeout=180s
