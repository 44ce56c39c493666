# trap: a crash loop that is Running and ready for some seconds each time
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"web"}}'
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","command":["sh","-c","sleep 2; exit 1"]}]}}}}'
kubectl -n "$NS_MAIN" wait deployment web --for=condition=Available --timeout=60s
