# trap: the guard is gone
# fails: The quota is there
kubectl -n "$NS_MAIN" delete resourcequota team
