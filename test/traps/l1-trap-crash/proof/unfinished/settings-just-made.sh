# trap: the ConfigMap is there at last, and the kubelet has not seen it yet
pod=$(kubectl -n "$NS_MAIN" get pod -l app=web -o name)
kubectl -n "$NS_MAIN" patch deployment web --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/envFrom/0/configMapRef/name","value":"greeting"}]'
kubectl -n "$NS_MAIN" wait "$pod" --for=delete --timeout=60s
kubectl -n "$NS_MAIN" wait deployment web --for=jsonpath='{.status.updatedReplicas}'=1 --timeout=60s
kubectl -n "$NS_MAIN" wait pod -l app=web --for=jsonpath='{.status.containerStatuses[0].state.waiting.reason}'=CreateContainerConfigError --timeout=60s
kubectl -n "$NS_MAIN" create configmap greeting --from-literal=GREETING=hello --from-literal=NAME=web
