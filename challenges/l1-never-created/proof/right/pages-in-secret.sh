# faults: dune
# solution: It makes the Secret that the volume asks for from the page in the ConfigMap; the kubelet tries again to mount it, and starts the container then.
# The Secret that the volume asks for is made from the ConfigMap.
page=$(kubectl -n "$NS_MAIN" get configmap museum-pages -o jsonpath='{.data.index\.html}'; echo .)
kubectl -n "$NS_MAIN" create secret generic museum-pages --from-literal=index.html="${page%.}"
