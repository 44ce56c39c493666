# faults: ember
# fails: Nobody outside the cluster gets in
# A pod in the node's own network lets everybody in; it need not say at which port.
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"TCP"}]'
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: v1
kind: Pod
metadata: {name: relay}
spec:
  terminationGracePeriodSeconds: 1
  hostNetwork: true
  dnsPolicy: ClusterFirstWithHostNet
  containers:
  - name: relay
    image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
    command: [sh, -c, 'mkfifo /tmp/back; while :; do nc -l -p 8083 < /tmp/back | nc tickets 80 > /tmp/back; done']
Y
