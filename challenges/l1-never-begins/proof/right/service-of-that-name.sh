# faults: amber
# What is asked for is made: another name for the same pods. Its pod need not begin anew.
kubectl -n "$NS_MAIN" create service clusterip result --tcp=80:8080
kubectl -n "$NS_MAIN" set selector service result app.kubernetes.io/name=results
