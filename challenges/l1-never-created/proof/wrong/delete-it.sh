# fails: The page shows the opening hours
kubectl -n "$NS_MAIN" delete deployment guide
