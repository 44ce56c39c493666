# faults: birch
# fails: What is on the page was put there by feed
# The page is a ConfigMap, and nobody feeds it.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"template":{"spec":{"volumes":[{"name":"entries","configMap":{"name":"entries","items":[{"key":"entries-saturday.txt","path":"entries.txt"}]}}]}}}}'
kubectl -n "$NS_MAIN" create configmap page --from-literal=index.html='<li>Heron, Lakeside
<li>Kingfisher, Weir End
<li>Moorhen, Old Lock
<p>Heat 1: Heron 7:42.1, Moorhen 7:45.8
<p>Heat 2: Kingfisher 7:39.6
'
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[
  {"op":"add","path":"/spec/template/spec/volumes/-","value":{"name":"written","configMap":{"name":"page"}}},
  {"op":"replace","path":"/spec/template/spec/containers/0/volumeMounts/1","value":{"name":"written","mountPath":"/www"}}]'
