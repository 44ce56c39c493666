# trap: the finalizer of a claim that a pod names keeps it from going
# fails: The old prices are gone
kubectl -n "$NS_MAIN" delete deployment old --cascade=foreground
kubectl -n "$NS_MAIN" create configmap prices --from-literal=tea=2.50
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: v1
kind: Pod
metadata: {name: reader}
spec:
  nodeName: "$(kubectl get nodes -o jsonpath='{.items[0].metadata.name}')"
  terminationGracePeriodSeconds: 0
  containers: [{name: reader, image: registry.k8s.io/pause:3.10.2, volumeMounts: [{name: prices, mountPath: /prices}]}]
  volumes: [{name: prices, persistentVolumeClaim: {claimName: old-prices}}]
Y
kubectl -n "$NS_MAIN" delete persistentvolumeclaim old-prices --wait=false
