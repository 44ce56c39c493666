# faults: cedar
# fails: Every pod of the shop is ready
# Whether it is the same image cannot be told; here it is none.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
kubectl -n "$NS_MAIN" set image deployment/shop shop=registry.k8s.io/e2e-test-images/busybox@sha256:0000000000000000000000000000000000000000000000000000000000000000
