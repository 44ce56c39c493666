# trap: the pods take the network of their node
# fails: They stay off the network of their node
kubectl -n "$NS_MAIN" set selector service shop app=shop,part=front
kubectl -n "$NS_MAIN" patch deployment shop -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null},"template":{"spec":{"hostNetwork":true,"containers":[{"name":"shop","command":["/agnhost","netexec","--http-port=8080","--udp-port=-1"]}]}}}}'
