# faults: amber
# solution: It lets the Service select the labels that the pods have, so that their addresses become its endpoints.
kubectl -n "$NS_MAIN" set selector service tickets app.kubernetes.io/name=tickets,app.kubernetes.io/component=web
