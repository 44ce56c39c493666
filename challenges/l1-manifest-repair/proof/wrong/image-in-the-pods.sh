# fails: They run agnhost 2.66.1
# The template is right, and the pods that run have another image.
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" rollout status deployment feedback --timeout=90s
for pod in $(kubectl -n "$NS_MAIN" get pods -o name); do
  kubectl -n "$NS_MAIN" set image "$pod" page=registry.k8s.io/e2e-test-images/busybox:1.37.0-2
done
