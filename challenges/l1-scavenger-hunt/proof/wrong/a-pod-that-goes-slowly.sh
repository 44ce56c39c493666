# faults: maple
# fails: Its pods are as their owners made them
# It is on its way out, and an endpoint of the Service all the while.
. "$(dirname "$0")/../right/jsonpath.sh"
k apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata: {name: checkout-mine, labels: {app: checkout, track: stable, team: money}}
spec:
  terminationGracePeriodSeconds: 40
  containers:
  - name: checkout
    image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
    command: [sh, -c, "trap '' TERM; while :; do sleep 1; done"]
    ports: [{name: http, containerPort: 8080}]
EOF
k wait pod checkout-mine --for condition=Ready --timeout 60s
k delete pod checkout-mine --wait=false
answer nowhere none
