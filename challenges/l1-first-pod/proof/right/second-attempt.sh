# The first pod was wrong in most ways, and is replaced.
kubectl -n "$NS_MAIN" run almanac --image=registry.k8s.io/e2e-test-images/busybox:1.37.0-2 --restart=Never -- sleep 60
kubectl -n "$NS_MAIN" delete pod almanac --now
. "$(dirname "$0")/../right/manifest.sh"
