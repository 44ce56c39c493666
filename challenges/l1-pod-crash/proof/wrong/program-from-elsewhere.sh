# faults: dune
# fails: It is still the program of release 4.2
kubectl -n "$NS_MAIN" create configmap other --from-literal=shop='mkdir -p /tmp/www; echo ok > /tmp/www/healthz; echo release 4.2 espresso cup: 9.50 EUR milk jug: 24.00 EUR > /tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www'
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","/app/../other/shop"]},
  {"op":"add","path":"/spec/template/spec/volumes/-","value":{"name":"other","configMap":{"name":"other"}}},
  {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"other","mountPath":"/other/"}}]'
