# faults: amber
# fails: The page shows the opening hours
kubectl -n "$NS_MAIN" set env deployment/guide MUSEUM_HOURS-
