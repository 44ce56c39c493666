# fails: Service bookings leads to the bookings of each ready pod of camp, and to nothing else
# Without a selector nobody follows when a pod is replaced.
kubectl -n "$NS_MAIN" expose deployment camp --name=pitches --type=NodePort --port=80 --target-port=pitches
ips=$(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/instance=season -o jsonpath='{range .items[*]}- addresses: ["{.status.podIP}"]{"\n"}{end}')
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: v1
kind: Service
metadata: {name: bookings}
spec: {ports: [{name: http, port: 80, targetPort: 8090}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: bookings, labels: {kubernetes.io/service-name: bookings}}
addressType: IPv4
ports: [{name: http, port: 8090, protocol: TCP}]
endpoints:
$ips
Y
