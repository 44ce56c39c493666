# As kubectl makes it, with labels of its own, which the Service follows.
kubectl -n "$NS_MAIN" create deployment page --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --replicas=2 --port=80
kubectl -n "$NS_MAIN" create configmap page --from-literal=index.html="$(kubectl -n "$NS_MAIN" get configmap menu-page -o jsonpath='{.data.index\.html}')"
kubectl -n "$NS_MAIN" patch deployment page -p '{"spec":{"template":{"spec":{
  "containers":[{"name":"nginx","volumeMounts":[{"name":"page","mountPath":"/usr/share/nginx/html"}],"readinessProbe":{"tcpSocket":{"port":80}}}],
  "volumes":[{"name":"page","configMap":{"name":"page"}}]}}}}'
kubectl -n "$NS_MAIN" patch service menu --type json -p '[{"op":"replace","path":"/spec/selector","value":{"app":"page"}},{"op":"replace","path":"/spec/ports/0/targetPort","value":80}]'
kubectl -n "$NS_MAIN" delete pod/menu configmap/menu-page
