# trap: the Service follows the pods
kubectl -n "$NS_MAIN" set selector service shop app=shop,part=front
