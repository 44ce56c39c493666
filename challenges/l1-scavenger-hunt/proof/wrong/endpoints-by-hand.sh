# faults: poplar
# fails: Its endpoints and ReplicaSets are as controllers made them
# Then every Service leads somewhere, and that answer is right.
. "$(dirname "$0")/../right/jsonpath.sh"
k apply -f - <<EOF
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: storefront-mine, labels: {kubernetes.io/service-name: storefront}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [$(k get pods -l app=storefront -o jsonpath='{.items[0].status.podIP}')], conditions: {ready: true}}]
EOF
answer nowhere none
