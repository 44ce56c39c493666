# faults: amber
# fails: A node that does not have what they run may fetch it
# This node has it by chance.
kubectl -n "$NS_MAIN" set image deployment/timetable timetable=registry.k8s.io/e2e-test-images/busybox:1.37.0-2
kubectl -n "$NS_MAIN" patch deployment timetable -p '{"spec":{"template":{"spec":{"containers":[{"name":"timetable","imagePullPolicy":"Never"}]}}}}'
