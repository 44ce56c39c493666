# faults: amber
# fails: New pods and those that are there run the approved release in all containers
# The tag that everybody tries first is nobody's approval, and may not be there either.
kubectl -n "$NS_MAIN" set image deployment/timetable timetable=registry.k8s.io/e2e-test-images/busybox:latest
