# faults: cedar
# fails: It is still the program of release 4.2
# The program runs; what customers read is written by a container beside it.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
kubectl -n "$NS_MAIN" patch deployment shop -p '{"spec":{"template":{"spec":{"volumes":[{"name":"tmp","emptyDir":{}}],"containers":[
  {"name":"shop","volumeMounts":[{"name":"tmp","mountPath":"/tmp"}]},
  {"name":"page","image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2","resources":{"limits":{"memory":"16Mi"}},"volumeMounts":[{"name":"tmp","mountPath":"/tmp"}],
   "command":["sh","-c","while sleep 1; do echo \"The shop, release 4.2 9.50 EUR\" > /tmp/www/index.html; done"]}]}}}}'
