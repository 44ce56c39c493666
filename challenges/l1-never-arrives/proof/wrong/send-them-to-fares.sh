# faults: birch
# fails: The page shows all departures
# The error is gone; what passengers see are prices.
kubectl -n "$NS_MAIN" set selector service timetable app.kubernetes.io/name=fares
