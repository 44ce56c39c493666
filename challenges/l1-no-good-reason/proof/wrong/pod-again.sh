# faults: amber
# fails: The next one that is well is left alone, and gets requests
# The next pod is asked in the same way.
kubectl -n "$NS_MAIN" delete pods -l app.kubernetes.io/name=loans --grace-period=1
