# faults: dune
# fails: Without hours, page and password no container starts
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[{"op":"add","path":"/spec/template/spec/volumes/0/secret/optional","value":true}]'
