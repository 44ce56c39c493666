# fails: Deployment pool has a pod or more, and all are ready
# It serves, and nobody replaces it.
kubectl -n "$NS_MAIN" create configmap pool-page --from-literal=index.html='Open daily from 7 to 20'
kubectl -n "$NS_MAIN" run pool --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --port=80 --labels=app.kubernetes.io/name=pool --expose --overrides='{"spec":{
  "containers":[{"name":"pool","image":"registry.k8s.io/e2e-test-images/nginx:1.27.0-2","volumeMounts":[{"name":"page","mountPath":"/usr/share/nginx/html"}]}],
  "volumes":[{"name":"page","configMap":{"name":"pool-page"}}]}}'
