# fails: The three Deployments are as they were
kubectl -n "$NS_MAIN" patch deployment camp -p '{"spec":{"template":{"metadata":{"labels":{"app":"bookings"}}}}}'
kubectl -n "$NS_MAIN" rollout status deployment camp --timeout=90s
kubectl -n "$NS_MAIN" create service clusterip bookings --tcp=80:8090
kubectl -n "$NS_MAIN" create service nodeport pitches --tcp=80:8080
kubectl -n "$NS_MAIN" set selector service pitches app=bookings
