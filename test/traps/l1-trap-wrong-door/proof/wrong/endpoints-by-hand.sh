# trap: a Service without a selector, and Endpoints by hand, right for the pod of today
# fails: It leads to the pods of the shop alone
read -r name uid address <<< "$(kubectl -n "$NS_MAIN" get pod -l app=shop -o jsonpath='{.items[0].metadata.name} {.items[0].metadata.uid} {.items[0].status.podIP}')"
kubectl -n "$NS_MAIN" delete service shop
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Endpoints
metadata: {name: shop}
subsets: [{addresses: [{ip: $address, targetRef: {kind: Pod, namespace: "$NS_MAIN", name: "$name", uid: "$uid"}}], ports: [{port: 8080}]}]
Y
