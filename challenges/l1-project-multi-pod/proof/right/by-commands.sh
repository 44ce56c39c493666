# solution: With kubectl's own commands, part by part from the cache to the front: a Deployment that mounts the programs, its variable, its Service; then two pods and a probe for those that readers wait for.
image=registry.k8s.io/e2e-test-images/busybox:1.37.0-2
for part in cache api front; do
  kubectl -n "$NS_MAIN" create deployment $part --image=$image -- sh /programs/$part
  kubectl -n "$NS_MAIN" patch deployment $part -p '{"spec":{"template":{"spec":{
    "volumes":[{"name":"programs","configMap":{"name":"programs"}}],
    "containers":[{"name":"busybox","volumeMounts":[{"name":"programs","mountPath":"/programs"}]}]}}}}'
done
kubectl -n "$NS_MAIN" set env deployment/cache --from=configmap/snow
kubectl -n "$NS_MAIN" set env deployment/api CACHE=http://cache:6379/
kubectl -n "$NS_MAIN" set env deployment/front API=http://api:8080/
kubectl -n "$NS_MAIN" expose deployment cache --port=6379
kubectl -n "$NS_MAIN" expose deployment api --port=8080
kubectl -n "$NS_MAIN" expose deployment front --port=80 --target-port=8080
for part in api front; do
  kubectl -n "$NS_MAIN" scale deployment $part --replicas=2
  kubectl -n "$NS_MAIN" patch deployment $part -p '{"spec":{"template":{"spec":{
    "containers":[{"name":"busybox","readinessProbe":{"httpGet":{"path":"/healthz","port":8080},"periodSeconds":5}}]}}}}'
done
