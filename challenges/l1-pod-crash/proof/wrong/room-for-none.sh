# faults: amber
# fails: Something still replaces a pod that is lost
# The shop is up, and a quota lets nothing take its place.
kubectl -n "$NS_MAIN" patch configmap shop-settings --type merge -p '{"data":{"SHOP_CURRENCY":"EUR"}}'
kubectl -n "$NS_MAIN" rollout restart deployment shop
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
kubectl -n "$NS_MAIN" create quota none --hard=pods=0
