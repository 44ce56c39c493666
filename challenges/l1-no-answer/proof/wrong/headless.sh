# faults: amber
# fails: A desk that asks Service tickets on port 80 gets the number of seats
# The name leads to the pods' own addresses, where nobody serves on port 80.
kubectl -n "$NS_MAIN" delete service tickets
kubectl -n "$NS_MAIN" expose deployment tickets --port=80 --target-port=8080 --cluster-ip=None
