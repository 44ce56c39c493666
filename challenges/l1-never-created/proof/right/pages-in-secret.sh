# faults: dune
# The Secret that the volume asks for is made from the ConfigMap.
page=$(kubectl -n "$NS_MAIN" get configmap museum-pages -o jsonpath='{.data.index\.html}'; echo .)
kubectl -n "$NS_MAIN" create secret generic museum-pages --from-literal=index.html="${page%.}"
