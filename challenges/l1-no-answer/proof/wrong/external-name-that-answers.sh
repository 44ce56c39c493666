# faults: amber
# fails: The Service leads to the pods of tickets, and to nothing else
kubectl -n "$NS_MAIN" expose deployment tickets --name=tickets-two --port=80 --target-port=8080
kubectl -n "$NS_MAIN" delete service tickets
kubectl -n "$NS_MAIN" create service externalname tickets --external-name="tickets-two.$NS_MAIN.svc.cluster.local"
