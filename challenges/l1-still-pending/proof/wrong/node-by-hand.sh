# faults: amber
# fails: Nobody chooses nodes by hand
# It goes past the scheduler.
node=$(kubectl get nodes -o jsonpath='{.items[0].metadata.name}')
kubectl -n "$NS_MAIN" patch deployment orders -p '{"spec":{"template":{"spec":{"nodeSelector":null,"nodeName":"'"$node"'"}}}}'
