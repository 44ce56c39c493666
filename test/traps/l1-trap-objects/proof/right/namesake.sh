# trap: what has the name of the old is of another API group
kubectl -n "$NS_MAIN" delete deployment old --cascade=foreground
kubectl -n "$NS_MAIN" delete persistentvolumeclaim old-prices
kubectl -n "$NS_MAIN" create configmap prices --from-literal=tea=2.50
kubectl create -f - <<Y
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: $NS_MAIN-cms.$NS_MAIN.example.com}
spec:
  group: $NS_MAIN.example.com
  names: {plural: $NS_MAIN-cms, singular: $NS_MAIN-cm, kind: PersistentVolumeClaim}
  scope: Namespaced
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]
Y
kubectl wait crd "$NS_MAIN-cms.$NS_MAIN.example.com" --for=condition=Established --timeout=60s
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: $NS_MAIN.example.com/v1
kind: PersistentVolumeClaim
metadata: {name: old-prices}
data: {tea: "2.50"}
Y
