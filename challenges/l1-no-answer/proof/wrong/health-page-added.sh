# faults: dune
# fails: It is still the program of tickets
kubectl -n "$NS_MAIN" get configmap tickets-program -o yaml | sed 's|/tmp/www/healthz|/tmp/www/health|' | kubectl replace -f -
kubectl -n "$NS_MAIN" rollout restart deployment tickets
