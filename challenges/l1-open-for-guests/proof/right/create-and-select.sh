# With numbers, made by another command, whose selector is put right afterwards, and with more labels.
kubectl -n "$NS_MAIN" create service clusterip bookings --tcp=80:8090
kubectl -n "$NS_MAIN" create service nodeport door --tcp=4000:8080
kubectl -n "$NS_MAIN" set selector service bookings app.kubernetes.io/instance=season,app.kubernetes.io/component=web
kubectl -n "$NS_MAIN" set selector service door app.kubernetes.io/instance=season
