# fails: The board answers at http://board/
# The Service is there, and finds no pod.
kubectl -n "$NS_MAIN" create service clusterip board --tcp=80:8080
