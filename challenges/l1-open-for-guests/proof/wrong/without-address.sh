# fails: Service bookings leads to the bookings of each ready pod of camp, and to nothing else
# Headless: the name gives the pods' addresses, and nobody listens on their port 80.
kubectl -n "$NS_MAIN" expose deployment camp --name=bookings --cluster-ip=None --port=80 --target-port=bookings
kubectl -n "$NS_MAIN" expose deployment camp --name=pitches --type=NodePort --port=80 --target-port=pitches
