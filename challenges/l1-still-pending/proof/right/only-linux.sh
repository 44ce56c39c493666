# faults: amber
# A selector that every node fulfils on which this image runs; and a label of an oven that is preferred.
kubectl -n "$NS_MAIN" patch deployment orders -p '{"spec":{"template":{"spec":{
  "nodeSelector":{"bakery.example/oven":null,"kubernetes.io/os":"linux"},
  "affinity":{"nodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":1,"preference":
    {"matchExpressions":[{"key":"bakery.example/oven","operator":"In","values":["stone"]}]}}]}}}}}}'
