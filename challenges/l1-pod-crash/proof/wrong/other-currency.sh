# faults: amber
# fails: The shop answers, with its prices in EUR
kubectl -n "$NS_MAIN" set env deployment/shop SHOP_CURRENCY=USD
