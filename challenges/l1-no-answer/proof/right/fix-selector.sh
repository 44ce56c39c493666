# faults: amber
kubectl -n "$NS_MAIN" set selector service tickets app.kubernetes.io/name=tickets,app.kubernetes.io/component=web
