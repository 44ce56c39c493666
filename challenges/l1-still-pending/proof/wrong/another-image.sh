# faults: dune
# fails: It is still the image of the order board
# New pods of a program that sleeps: each has a node at last.
kubectl -n "$NS_MAIN" patch deployment orders -p '{"spec":{"template":{"spec":{"schedulerName":"default-scheduler",
  "containers":[{"name":"orders","image":"registry.k8s.io/pause:3.10.2","command":null,"args":null,"readinessProbe":null}]}}}}'
