# faults: birch
# As a YAML block scalar gives it: with a line end.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["/bin/sh","-c","exec /app/shop\n"]}]'
