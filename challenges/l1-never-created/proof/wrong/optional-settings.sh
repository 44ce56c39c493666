# faults: amber
# fails: Without hours, page and password no container starts
# The error is gone, and so are the hours.
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[{"op":"add","path":"/spec/template/spec/containers/0/env/0/valueFrom/configMapKeyRef/optional","value":true}]'
