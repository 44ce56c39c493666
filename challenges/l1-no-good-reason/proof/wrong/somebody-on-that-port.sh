# faults: amber
# fails: Nothing else runs in its pods
# Now somebody answers on 8081, whatever becomes of loans.
kubectl -n "$NS_MAIN" create configmap well --from-literal=alive=well
kubectl -n "$NS_MAIN" patch deployment loans -p '{"spec":{"template":{"spec":{"volumes":[{"name":"well","configMap":{"name":"well"}}],"containers":[
  {"name":"well","image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2","command":["httpd","-f","-p","8081","-h","/www"],
   "resources":{"requests":{"cpu":"5m","memory":"8Mi"}},"volumeMounts":[{"name":"well","mountPath":"/www/cgi-bin"}]}]}}}}'
