# faults: amber
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"add","path":"/spec/template/spec/containers/0/env","value":[{"name":"CURRENCY","value":"EUR"},{"name":"SHOP_CURRENCY","value":"$(CURRENCY)"}]}]'
