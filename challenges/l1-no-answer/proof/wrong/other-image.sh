# faults: birch
# fails: It is still the image of tickets
kubectl -n "$NS_MAIN" set image deployment/tickets tickets=registry.k8s.io/e2e-test-images/nginx:1.27.0-2
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
