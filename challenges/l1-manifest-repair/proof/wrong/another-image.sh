# fails: They run agnhost 2.66.1
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch deployment feedback -p '{"spec":{"template":{"spec":{"containers":[{"name":"page","image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2",
  "command":["sh","-c","mkdir -p /tmp/w; echo \"$SERVE_PORT_8080\" > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w"],"args":null}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment feedback --timeout=90s
