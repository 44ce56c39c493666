# faults: dune
# A StatefulSet of another name keeps all that the story asks for.
kubectl -n "$NS_MAIN" get deployment shop -o json |
  kubectl patch --local -f - --type json -o json -p '[
    {"op":"replace","path":"/kind","value":"StatefulSet"},
    {"op":"replace","path":"/metadata/name","value":"shop-two"},
    {"op":"remove","path":"/metadata/resourceVersion"},
    {"op":"remove","path":"/metadata/uid"},
    {"op":"remove","path":"/spec/strategy"},
    {"op":"remove","path":"/spec/progressDeadlineSeconds"},
    {"op":"remove","path":"/status"},
    {"op":"add","path":"/spec/serviceName","value":"shop"},
    {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"catalogue","mountPath":"/etc/shop"}}
  ]' > "$TMPDIR/shop.json"
kubectl -n "$NS_MAIN" delete deployment shop
kubectl -n "$NS_MAIN" create -f "$TMPDIR/shop.json"
