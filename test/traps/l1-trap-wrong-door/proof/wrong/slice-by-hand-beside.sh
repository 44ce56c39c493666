# trap: an EndpointSlice by hand leads elsewhere, and says that it is the shop's pod
# fails: It leads to the pods of the shop alone
kubectl -n "$NS_MAIN" set selector service shop app=shop,part=front
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: shop-1, labels: {kubernetes.io/service-name: shop, endpointslice.kubernetes.io/managed-by: somebody}}
addressType: IPv4
ports: [{port: 8080}]
endpoints:
- addresses: ["$(kubectl -n "$NS_MAIN" get pod double -o jsonpath='{.status.podIP}')"]
  targetRef: {kind: Pod, namespace: "$NS_MAIN", name: shop, uid: "$(kubectl -n "$NS_MAIN" get pod -l app=shop -o jsonpath='{.items[0].metadata.uid}')"}
Y
