# fails: Service bookings leads to the bookings of each ready pod of camp, and to nothing else
# A pod's labels, with the hash of this release among them.
pod=$(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/instance=season -o jsonpath='{.items[0].metadata.name}')
kubectl -n "$NS_MAIN" expose pod "$pod" --name=bookings --port=80 --target-port=bookings
kubectl -n "$NS_MAIN" expose pod "$pod" --name=pitches --type=NodePort --port=80 --target-port=pitches
