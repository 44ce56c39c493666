# trap: another pod that answers the same
# fails: It leads to the pods of the shop alone
kubectl -n "$NS_MAIN" set selector service shop app=double
