# faults: amber, cedar
# fails: Every pod of the board is ready
# The next pod stops at the same place.
kubectl -n "$NS_MAIN" delete pods -l app.kubernetes.io/name=board --grace-period=1
