# faults: dune
# fails: It is still the program of tickets
# The program's server finds a configuration beside its pages, which names another first page.
kubectl -n "$NS_MAIN" create configmap server --from-literal=httpd.conf=I:own.html --from-literal=own.html='edition 7: 214 seats left'
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/path","value":"/healthz"},
  {"op":"add","path":"/spec/template/spec/volumes/-","value":{"name":"pages","emptyDir":{}}},
  {"op":"add","path":"/spec/template/spec/volumes/-","value":{"name":"server","configMap":{"name":"server"}}},
  {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"pages","mountPath":"/tmp/www"}},
  {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"server","mountPath":"/tmp/www/httpd.conf","subPath":"httpd.conf"}},
  {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"server","mountPath":"/tmp/www/own.html","subPath":"own.html"}}]'
