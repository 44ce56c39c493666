# faults: cedar
# fails: Every pod of the shop is ready
# The pod that runs gets more memory, the next one will not.
pod=$(kubectl -n "$NS_MAIN" get pod -l app.kubernetes.io/name=shop -o name)
kubectl -n "$NS_MAIN" patch "$pod" --subresource resize --type strategic -p '{"spec":{"containers":[{"name":"shop","resources":{"limits":{"memory":"96Mi"}}}]}}'
