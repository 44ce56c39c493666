# solution: Step by step with kubectl's own commands: each stage adds to the Deployment what it needs, and the Service is made from the Deployment.
kubectl -n "$NS_MAIN" create deployment pool --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --port=80
kubectl -n "$NS_MAIN" label deployment pool app.kubernetes.io/name=pool
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"metadata":{"labels":{"app.kubernetes.io/name":"pool"}}}}}'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=90s

kubectl -n "$NS_MAIN" create configmap pool-page --from-literal=index.html='Open daily from 7 to 20'
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"spec":{
  "containers":[{"name":"nginx","volumeMounts":[{"name":"page","mountPath":"/usr/share/nginx/html"}]}],
  "volumes":[{"name":"page","configMap":{"name":"pool-page"}}]}}}}'

kubectl -n "$NS_MAIN" expose deployment pool --port=80

kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"spec":{
  "containers":[{"name":"nginx","readinessProbe":{"tcpSocket":{"port":80},"periodSeconds":5}}]}}}}'
kubectl -n "$NS_MAIN" scale deployment pool --replicas=2
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=90s
