# faults: amber
# fails: The pod's template spells out neither hours nor password
kubectl -n "$NS_MAIN" set env deployment/guide MUSEUM_HOURS- >/dev/null
kubectl -n "$NS_MAIN" set env deployment/guide "MUSEUM_HOURS=Tuesday to Sunday, 10 to 18"
