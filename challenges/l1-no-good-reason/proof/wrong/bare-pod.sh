# faults: ember
# fails: Something still replaces a pod that is lost
spec=$(kubectl -n "$NS_MAIN" get deployment loans -o jsonpath='{.spec.template.spec}')
kubectl -n "$NS_MAIN" delete deployment loans
kubectl -n "$NS_MAIN" create -f - <<Y
{"apiVersion":"v1","kind":"Pod","metadata":{"name":"loans","labels":{"app.kubernetes.io/name":"loans"}},"spec":${spec/curl\",\"-fsS/wget\",\"-qO-}}
Y
kubectl -n "$NS_MAIN" wait pod loans --for=condition=Ready --timeout=180s
