# faults: birch
# fails: Without hours, page and password no container starts
# The guide starts, and its password is empty.
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[{"op":"add","path":"/spec/template/spec/containers/0/env/1/valueFrom/secretKeyRef/optional","value":true}]'
