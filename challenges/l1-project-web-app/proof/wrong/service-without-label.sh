# fails: Deployment and pods have the label app.kubernetes.io/name with the value pool
# All that comes later is done, and the first stage is not: the label is one of kubectl's own.
kubectl -n "$NS_MAIN" create configmap page --from-literal=index.html='Open daily from 7 to 20'
kubectl -n "$NS_MAIN" create deployment pool --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --port=80 --replicas=2
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"spec":{
  "containers":[{"name":"nginx","readinessProbe":{"tcpSocket":{"port":80}},"volumeMounts":[{"name":"page","mountPath":"/usr/share/nginx/html"}]}],
  "volumes":[{"name":"page","configMap":{"name":"page"}}]}}}}'
kubectl -n "$NS_MAIN" expose deployment pool --port=80
