# fails: One workload runs program front as it is, and nothing else
# It has a shell and an httpd as well.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" set image deployment/front front=registry.k8s.io/e2e-test-images/nginx:1.27.0-2
