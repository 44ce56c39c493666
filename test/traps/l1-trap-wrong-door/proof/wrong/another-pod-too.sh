# trap: another pod that answers the same gets a part of the requests
# fails: It leads to the pods of the shop alone
kubectl -n "$NS_MAIN" set selector service shop app=shop,part=front
kubectl -n "$NS_MAIN" label pod double app=shop part=front --overwrite
