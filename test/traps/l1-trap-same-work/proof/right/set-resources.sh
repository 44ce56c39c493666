# trap: nothing but the limit
kubectl -n "$NS_MAIN" set resources deployment web --limits=memory=64Mi
