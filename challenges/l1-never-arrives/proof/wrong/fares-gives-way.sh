# faults: amber
# fails: Fares is as it was
# Now both have the same tag.
kubectl -n "$NS_MAIN" set image deployment/fares fares=registry.k8s.io/e2e-test-images/busybox:v1.37.0-2
