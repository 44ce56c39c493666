# faults: dune
# solution: It names the cluster's own scheduler in the pod template; new pods are made, and it gives them a node.
kubectl -n "$NS_MAIN" patch deployment orders -p '{"spec":{"template":{"spec":{"schedulerName":"default-scheduler"}}}}'
