# faults: amber, dune
# fails: A desk that asks Service tickets on port 80 gets the number of seats
kubectl -n "$NS_MAIN" rollout restart deployment tickets desk
