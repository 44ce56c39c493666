# fails: Two pods at least are ready, and all that are wanted
kubectl -n "$NS_MAIN" get pod menu -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/metadata","value":{"name":"menu-two","labels":{"app.kubernetes.io/name":"menu"}}},
  {"op":"remove","path":"/spec/nodeName"}]' | kubectl -n "$NS_MAIN" create -f -
kubectl -n "$NS_MAIN" wait pod menu-two --for=condition=Ready --timeout=90s
