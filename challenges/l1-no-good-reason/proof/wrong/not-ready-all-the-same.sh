# faults: dune
# fails: One that cannot serve gets no requests
# The Service sends requests also to those that are not ready.
kubectl -n "$NS_MAIN" patch service loans -p '{"spec":{"publishNotReadyAddresses":true}}'
