# fails: Each pod requests what it needs
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=1m,memory=1Mi
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=90s
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
