# faults: amber
# fails: The Service leads to the pods of tickets, and to nothing else
kubectl -n "$NS_MAIN" delete service tickets
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: v1
kind: Service
metadata: {name: tickets}
spec: {ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: tickets-1, labels: {kubernetes.io/service-name: tickets}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [{addresses: ["$(kubectl -n "$NS_MAIN" get pod -l app.kubernetes.io/name=tickets -o jsonpath='{.items[0].status.podIP}')"]}]
Y
