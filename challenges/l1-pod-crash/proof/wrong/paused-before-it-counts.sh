# faults: cedar
# fails: Every pod of the shop is ready
# What runs has no limit of the allowed size; the template that has one never rolls out.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=1Gi
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
kubectl -n "$NS_MAIN" rollout pause deployment shop
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=100Mi
