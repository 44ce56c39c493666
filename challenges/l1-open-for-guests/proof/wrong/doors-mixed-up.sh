# fails: A till that asks http://bookings/ gets the bookings
# Both answer, each with the other page.
kubectl -n "$NS_MAIN" expose deployment camp --name=bookings --port=80 --target-port=pitches
kubectl -n "$NS_MAIN" expose deployment camp --name=pitches --type=NodePort --port=80 --target-port=bookings
