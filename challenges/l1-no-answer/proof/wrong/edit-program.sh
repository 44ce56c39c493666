# faults: cedar
# fails: It is still the program of tickets
kubectl -n "$NS_MAIN" get configmap tickets-program -o yaml | sed 's/\$LISTEN_ON:8080/8080/' | kubectl replace -f -
kubectl -n "$NS_MAIN" rollout restart deployment tickets
