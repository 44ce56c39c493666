# fails: One container runs, with the image that was named
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"spec":{"containers":[{"name":"helper",
  "image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2","command":["sleep","1d"]}]}}}}'
