# faults: dune
# A projected volume brings the same file.
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[{"op":"replace","path":"/spec/template/spec/volumes/0","value":
  {"name":"pages","projected":{"sources":[{"configMap":{"name":"museum-pages","items":[{"key":"index.html","path":"index.html"}]}}]}}}]'
