# faults: birch
# fails: The pod's template spells out neither hours nor password
kubectl -n "$NS_MAIN" set env deployment/guide STAFF_PASSWORD- >/dev/null
kubectl -n "$NS_MAIN" set env deployment/guide STAFF_PASSWORD=amphora-attic-510
