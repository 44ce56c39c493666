# faults: birch
# fails: The Service leads to these pods and to nothing else
# A pod of the template, made by hand, which nobody makes again, beside those of release 1.
kubectl -n "$NS_MAIN" create -f - <<Y
{"apiVersion":"v1","kind":"Pod","metadata":{"name":"pool-two","labels":{"app.kubernetes.io/name":"pool"}},
 "spec":$(kubectl -n "$NS_MAIN" get deployment pool -o jsonpath='{.spec.template.spec}')}
Y
kubectl -n "$NS_MAIN" wait pod pool-two --for=condition=Ready --timeout=60s
