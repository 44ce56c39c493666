# fails: One workload runs program cache as it is, and nothing else
# What is lost does not come back.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" delete deployment cache
kubectl -n "$NS_MAIN" run cache --image=registry.k8s.io/e2e-test-images/busybox:1.37.0-2 --labels=app.kubernetes.io/name=cache --overrides='{"spec":{
  "containers":[{"name":"cache","image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2","command":["sh","/programs/cache"],
    "envFrom":[{"configMapRef":{"name":"snow"}}],"volumeMounts":[{"name":"programs","mountPath":"/programs"}]}],
  "volumes":[{"name":"programs","configMap":{"name":"programs"}}]}}'
