# trap: an EndpointSlice by hand, right for the pod of today
# fails: It leads to the pods of the shop alone
read -r name uid address <<< "$(kubectl -n "$NS_MAIN" get pod -l app=shop -o jsonpath='{.items[0].metadata.name} {.items[0].metadata.uid} {.items[0].status.podIP}')"
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: shop-1, labels: {kubernetes.io/service-name: shop}}
addressType: IPv4
ports: [{name: "", port: 8080, protocol: TCP}]
endpoints:
- addresses: ["$address"]
  conditions: {ready: true}
  targetRef: {kind: Pod, namespace: "$NS_MAIN", name: "$name", uid: "$uid"}
Y
