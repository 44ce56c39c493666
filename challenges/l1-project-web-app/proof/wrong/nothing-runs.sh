# fails: Deployment pool has a pod or more, and all are ready
# A name for guests, and nobody behind it.
kubectl -n "$NS_MAIN" create configmap pool-page --from-literal=index.html='Open daily from 7 to 20'
kubectl -n "$NS_MAIN" create service clusterip pool --tcp=80:80
