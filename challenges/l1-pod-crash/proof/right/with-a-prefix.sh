# faults: amber
kubectl -n "$NS_MAIN" create configmap currency --from-literal=CURRENCY=EUR
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/envFrom/-","value":{"prefix":"SHOP_","configMapRef":{"name":"currency"}}}]'
