# faults: amber
# One label is enough to tell the pods apart.
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"remove","path":"/spec/selector/app.kubernetes.io~1component"}]'
