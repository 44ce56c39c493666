# faults: amber
# fails: It is still the program of release 4.2
kubectl -n "$NS_MAIN" get configmap shop-program -o yaml | sed 's/set -eu/set -eu; SHOP_CURRENCY=EUR/' | kubectl replace -f -
kubectl -n "$NS_MAIN" rollout restart deployment shop
