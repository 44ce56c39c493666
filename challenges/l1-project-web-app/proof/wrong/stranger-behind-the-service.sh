# fails: The Service leads to the pods of the Deployment, and to nothing else
# The first attempt was never taken away, and guests are sent to it as well.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=90s
kubectl -n "$NS_MAIN" run first --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --labels=app.kubernetes.io/name=pool --overrides='{"spec":{
  "containers":[{"name":"first","image":"registry.k8s.io/e2e-test-images/nginx:1.27.0-2","ports":[{"name":"http","containerPort":80}],"volumeMounts":[{"name":"page","mountPath":"/usr/share/nginx/html"}]}],
  "volumes":[{"name":"page","configMap":{"name":"pool-page"}}]}}'
kubectl -n "$NS_MAIN" wait --for=condition=Ready pod/first --timeout=60s
