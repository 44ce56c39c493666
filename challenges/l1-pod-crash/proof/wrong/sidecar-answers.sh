# faults: amber
# fails: The Service leads to the shop's own pods
# A native sidecar serves the page; the shop itself has another currency.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/env","value":[{"name":"SHOP_CURRENCY","value":"EUR"},{"name":"SHOP_CURRENCY","value":"USD"}]},
  {"op":"add","path":"/spec/template/spec/initContainers","value":[{"name":"web","restartPolicy":"Always",
    "image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2",
    "command":["sh","-c","mkdir -p /tmp/w; printf \"release 4.2\\nespresso cup: 9.50 EUR\\nmilk jug: 24.00 EUR\\ntamper: 31.90 EUR\\n\" > /tmp/w/index.html; exec httpd -f -p 9090 -h /tmp/w"],
    "ports":[{"name":"web","containerPort":9090}],"resources":{"limits":{"memory":"16Mi"}}}]}]'
kubectl -n "$NS_MAIN" patch service shop --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"web"}]'
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
