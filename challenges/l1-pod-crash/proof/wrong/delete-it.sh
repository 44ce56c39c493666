# faults: cedar
# fails: The shop answers, with its prices in EUR
kubectl -n "$NS_MAIN" delete deployment shop
