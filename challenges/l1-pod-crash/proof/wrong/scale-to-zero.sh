# fails: Every pod of the shop is ready
kubectl -n "$NS_MAIN" scale deployment shop --replicas=0
