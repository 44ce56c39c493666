# faults: cedar
# fails: The Service leads to the shop's own pods
# An endpoint that says that it is the shop's pod, and is not.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
pod=$(kubectl -n "$NS_MAIN" get endpointslice -l kubernetes.io/service-name=shop -o jsonpath='{.items[0].endpoints[?(@.conditions.ready==true)].targetRef}')
kubectl -n "$NS_MAIN" create -f - <<END
{"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{"name":"more","labels":{"kubernetes.io/service-name":"shop"}},
 "addressType":"IPv4","ports":[{"name":"http","port":8080,"protocol":"TCP"}],
 "endpoints":[{"addresses":["192.0.2.1"],"conditions":{"ready":true},"targetRef":$pod}]}
END
