# faults: ember
# fails: A desk that asks Service tickets on port 80 gets the number of seats
# A second Service, and the first one as another name for it; port 80 leads nowhere.
kubectl -n "$NS_MAIN" expose deployment tickets --name=tickets-two --port=8080
kubectl -n "$NS_MAIN" delete service tickets
kubectl -n "$NS_MAIN" create service externalname tickets --external-name="tickets-two.$NS_MAIN.svc.cluster.local"
