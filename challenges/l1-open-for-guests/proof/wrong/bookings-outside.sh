# fails: Nothing else can be reached from outside
kubectl -n "$NS_MAIN" expose deployment camp --name=bookings --type=NodePort --port=80 --target-port=bookings
kubectl -n "$NS_MAIN" expose deployment camp --name=pitches --type=NodePort --port=80 --target-port=pitches
