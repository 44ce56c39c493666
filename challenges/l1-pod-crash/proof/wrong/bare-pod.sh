# faults: dune
# fails: Something still replaces a pod that is lost
kubectl -n "$NS_MAIN" get pod -l app.kubernetes.io/name=shop -o json |
  kubectl patch --local -f - --type json -o json -p '[
    {"op":"add","path":"/spec/containers/0/volumeMounts/-","value":{"name":"catalogue","mountPath":"/etc/shop"}},
    {"op":"replace","path":"/metadata","value":{"name":"shop","labels":{"app.kubernetes.io/name":"shop"}}},
    {"op":"remove","path":"/spec/nodeName"}]' > "$TMPDIR/pod.json"
kubectl -n "$NS_MAIN" delete deployment shop
kubectl -n "$NS_MAIN" create -f "$TMPDIR/pod.json"
