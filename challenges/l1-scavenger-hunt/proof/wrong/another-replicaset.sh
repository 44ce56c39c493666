# faults: olive
# fails: Its endpoints and ReplicaSets are as controllers made them
# Its pods look like the storefront's, and so there is another owner.
. "$(dirname "$0")/../right/jsonpath.sh"
k create -f - <<EOF
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: mine, labels: {whose: mine}}
spec:
  replicas: 1
  selector: {matchLabels: {app: storefront, track: stable}}
  template:
    metadata: {labels: {app: storefront, track: stable}}
    spec:
      containers: [{name: web, image: registry.k8s.io/pause:3.10.2}]
EOF
answer owner "$(k get pods -l app=storefront -o jsonpath='{.items[*].metadata.ownerReferences[0].name}')"
