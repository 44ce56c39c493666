# faults: dune
# fails: A pod that does not answer is kept from requests
kubectl -n "$NS_MAIN" patch service tickets -p '{"spec":{"publishNotReadyAddresses":true}}'
