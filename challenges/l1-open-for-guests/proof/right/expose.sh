# solution: Two Services with the Deployment's own selector: bookings stays inside the cluster, and pitches, of type NodePort, has the guests' port alone.
kubectl -n "$NS_MAIN" expose deployment camp --name=bookings --port=80 --target-port=bookings
kubectl -n "$NS_MAIN" expose deployment camp --name=pitches --type=NodePort --port=80 --target-port=pitches
