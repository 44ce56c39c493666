# faults: dune
# fails: It is still the program of release 4.2
# Another key of the program's own ConfigMap.
kubectl -n "$NS_MAIN" patch configmap shop-program --type merge -p '{"data":{"myshop":"#!/bin/sh\nmkdir -p /tmp/www; echo ok > /tmp/www/healthz\necho release 4.2 espresso cup: 9.50 EUR milk jug: 24.00 EUR > /tmp/www/index.html\nexec httpd -f -p 8080 -h /tmp/www\n"}}'
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["/app/myshop"]}]'
