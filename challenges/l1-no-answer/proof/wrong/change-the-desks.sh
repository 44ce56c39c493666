# faults: ember
# fails: The desks are as they were
# They ask a pod by its address.
address=$(kubectl -n "$NS_MAIN" get pod -l app.kubernetes.io/name=tickets -o jsonpath='{.items[0].status.podIP}')
kubectl -n "$NS_MAIN" get configmap desk-program -o yaml | sed "s|http://tickets/|http://$address:8080/|g" | kubectl replace -f -
kubectl -n "$NS_MAIN" rollout restart deployment desk
