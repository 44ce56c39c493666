# faults: dune
# fails: Every pod of the timetable is ready
# The next pod asks for the same.
kubectl -n "$NS_MAIN" delete pods -l app.kubernetes.io/name=timetable --grace-period=1
