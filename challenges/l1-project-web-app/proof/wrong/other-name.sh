# fails: Deployment pool has a pod or more, and all are ready
# All is well, but the Deployment is called something else.
kubectl -n "$NS_MAIN" create configmap page --from-literal=index.html='Open daily from 7 to 20'
kubectl -n "$NS_MAIN" create deployment web --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --port=80 --replicas=2
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"metadata":{"labels":{"app.kubernetes.io/name":"pool"}},"spec":{
  "containers":[{"name":"nginx","readinessProbe":{"tcpSocket":{"port":80}},"volumeMounts":[{"name":"page","mountPath":"/usr/share/nginx/html"}]}],
  "volumes":[{"name":"page","configMap":{"name":"page"}}]}}}}'
kubectl -n "$NS_MAIN" expose deployment web --name=pool --port=80
