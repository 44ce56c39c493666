# trap: the guard is there, and counts none of these pods
# fails: The quota is there
kubectl -n "$NS_MAIN" delete resourcequota team
kubectl -n "$NS_MAIN" create quota team --hard=pods=2,requests.memory=64Mi --scopes=Terminating
