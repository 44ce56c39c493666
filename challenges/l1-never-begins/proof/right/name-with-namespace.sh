# faults: amber
# With all that a name can have, for one container, and an address of its own for the other.
address=$(kubectl -n "$NS_MAIN" get service results -o jsonpath='{.spec.clusterIP}')
kubectl -n "$NS_MAIN" set env deployment/board --containers=prepare "RESULTS_URL=http://results.$NS_MAIN.svc:80/latest.txt"
kubectl -n "$NS_MAIN" set env deployment/board --containers=feed "RESULTS_URL=http://$address/latest.txt"
