# faults: ember
# What was run on the node to find the cause has ended, and lets nobody in any more.
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"TCP"}]'
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: v1
kind: Pod
metadata: {name: node-debugger}
spec:
  hostNetwork: true
  restartPolicy: Never
  containers: [{name: debugger, image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2, command: ["true"]}]
Y
kubectl -n "$NS_MAIN" wait pod node-debugger --for=jsonpath='{.status.phase}'=Succeeded --timeout=60s
