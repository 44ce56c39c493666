# trap: the guard was moved away
# fails: A pod beyond the quota is refused
kubectl -n "$NS_MAIN" delete resourcequota team
kubectl -n "$NS_ANNEX" create quota team --hard=pods=2,requests.memory=64Mi
