# faults: amber
kubectl -n "$NS_MAIN" set env deployment/shop SHOP_CURRENCY=EUR
