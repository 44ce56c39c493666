# faults: cedar
# fails: Every pod of the timetable is ready
# Then no pod waits for an image, and none is there either.
kubectl -n "$NS_MAIN" scale deployment timetable --replicas=0
