# faults: birch
# A ConfigMap of another name, and one file of it alone is mounted.
kubectl -n "$NS_MAIN" get configmap entries -o jsonpath='{.data.entries-saturday\.txt}' > "$TMPDIR/entries.txt"
kubectl -n "$NS_MAIN" create configmap regatta --from-file="$TMPDIR/entries.txt"
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[
  {"op":"replace","path":"/spec/template/spec/volumes/1/configMap/name","value":"regatta"},
  {"op":"replace","path":"/spec/template/spec/initContainers/0/volumeMounts/1","value":{"name":"entries","mountPath":"/entries/entries.txt","subPath":"entries.txt"}}]'
kubectl -n "$NS_MAIN" delete configmap entries
