# fails: The Service leads to the pods of the Deployment, and to nothing else
# The addresses of today's pods, written down: the next pod has another one.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=90s
kubectl -n "$NS_MAIN" patch service pool --type json -p '[{"op":"remove","path":"/spec/selector"}]'
kubectl -n "$NS_MAIN" delete endpointslices,endpoints -l kubernetes.io/service-name=pool
kubectl -n "$NS_MAIN" create -f - <<EOF
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: by-hand, labels: {kubernetes.io/service-name: pool}}
addressType: IPv4
ports: [{name: http, port: 80}]
endpoints: [$(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=pool -o jsonpath='{range .items[*]}{"{addresses: ["}{.status.podIP}{"]},"}{end}')]
EOF
