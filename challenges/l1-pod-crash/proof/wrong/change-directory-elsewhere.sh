# faults: birch
# fails: It is still the program of release 4.2
# It goes past the program, and back to another one.
kubectl -n "$NS_MAIN" create configmap other --from-literal=shop='#!/bin/sh
mkdir -p /tmp/www; echo ok > /tmp/www/healthz
printf "release 4.2\nespresso cup: 9.50 EUR\nmilk jug: 24.00 EUR\ntamper: 31.90 EUR\n" > /tmp/www/index.html
exec httpd -f -p 8080 -h /tmp/www
'
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"add","path":"/spec/template/spec/volumes/-","value":{"name":"other","configMap":{"name":"other","defaultMode":365}}},
  {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"other","mountPath":"/other"}},
  {"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","-c","cd /app && cd /other && exec ./shop"]}]'
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
