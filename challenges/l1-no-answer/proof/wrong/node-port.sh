# faults: ember
# fails: Nobody outside the cluster gets in
kubectl -n "$NS_MAIN" delete service tickets
kubectl -n "$NS_MAIN" expose deployment tickets --port=80 --target-port=8080 --type=NodePort
