# faults: ember
# fails: Every pod of loans is ready
# The next pod is asked in the same way.
kubectl -n "$NS_MAIN" delete pods -l app.kubernetes.io/name=loans --grace-period=1
