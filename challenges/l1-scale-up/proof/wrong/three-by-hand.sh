# fails: Four pods at least are wanted
# Three more pods answer, and nobody makes them again.
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=30m,memory=24Mi
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=90s
kubectl -n "$NS_MAIN" wait resourcequota festival --for=jsonpath='{.status.used.requests\.cpu}'=30m --timeout=60s
spec=$(kubectl -n "$NS_MAIN" get deployment desk -o jsonpath='{.spec.template.spec}')
for n in two three four; do
  kubectl -n "$NS_MAIN" create -f - <<Y
{"apiVersion":"v1","kind":"Pod","metadata":{"name":"desk-$n","labels":{"app.kubernetes.io/name":"desk"}},"spec":$spec}
Y
done
