# faults: amber
# fails: The Service leads to the pods of tickets, and to nothing else
# The pods that are there, not those that come.
kubectl -n "$NS_MAIN" label pods -l app.kubernetes.io/name=tickets app.kubernetes.io/component=frontend --overwrite
