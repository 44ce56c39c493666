# fails: Guests get the free pitches at a port of every node
kubectl -n "$NS_MAIN" expose deployment camp --name=bookings --port=80 --target-port=bookings
kubectl -n "$NS_MAIN" expose deployment camp --name=pitches --port=80 --target-port=pitches
