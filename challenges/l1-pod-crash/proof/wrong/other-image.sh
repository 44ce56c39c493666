# faults: birch
# fails: It is still the image of release 4.2
kubectl -n "$NS_MAIN" set image deployment/shop shop=registry.k8s.io/e2e-test-images/agnhost:2.66.1
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["/agnhost","netexec"]}]'
