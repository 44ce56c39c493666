# fails: A till that asks http://bookings/ gets the bookings
# Its selector is app=bookings, which no pod has.
kubectl -n "$NS_MAIN" create service clusterip bookings --tcp=80:8090
kubectl -n "$NS_MAIN" expose deployment camp --name=pitches --type=NodePort --port=80 --target-port=pitches
