# trap: another container of the pod answers the same, on another port
# fails: It leads to the pods of the shop alone
kubectl -n "$NS_MAIN" set selector service shop app=shop,part=front
kubectl -n "$NS_MAIN" patch service shop --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":8081}]'
kubectl -n "$NS_MAIN" patch deployment shop -p '{"spec":{"template":{"spec":{"containers":[{"name":"aside","image":"registry.k8s.io/e2e-test-images/agnhost:2.66.1","command":["/agnhost","netexec","--http-port=8081","--udp-port=8082"]}]}}}}'
