# faults: birch
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["/app/shop"]}]'
