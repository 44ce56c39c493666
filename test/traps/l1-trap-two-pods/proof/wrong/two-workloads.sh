# trap: a second workload behind the Service, with one pod like the first
# fails: Two pods are wanted
kubectl -n "$NS_MAIN" get deployment web -o yaml | sed '/^  resourceVersion:/d; /^  uid:/d; s/^  name: web$/  name: web-2/' | kubectl create -f -
kubectl -n "$NS_MAIN" rollout status deployment web-2 --timeout=60s
