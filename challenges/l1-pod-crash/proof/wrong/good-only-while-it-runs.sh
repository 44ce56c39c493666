# faults: amber
# fails: The shop answers, with its prices in EUR
# The value is there until the pod runs, and then taken away again.
kubectl -n "$NS_MAIN" patch configmap shop-settings --type merge -p '{"data":{"SHOP_CURRENCY":"EUR"}}'
kubectl -n "$NS_MAIN" rollout restart deployment shop
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
kubectl -n "$NS_MAIN" patch configmap shop-settings --type json -p '[{"op":"remove","path":"/data/SHOP_CURRENCY"}]'
