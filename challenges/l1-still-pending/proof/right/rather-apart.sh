# faults: cedar
# solution: It prefers nodes without another of these pods, where there are some, and requires nothing, so that two may share the only one.
kubectl -n "$NS_MAIN" patch deployment orders --type json -p '[{"op":"replace","path":"/spec/template/spec/affinity","value":
  {"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":100,"podAffinityTerm":
    {"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app.kubernetes.io/name":"orders"}}}}]}}},
  {"op":"add","path":"/spec/template/spec/topologySpreadConstraints","value":[{"maxSkew":1,"topologyKey":"kubernetes.io/hostname",
    "whenUnsatisfiable":"ScheduleAnyway","labelSelector":{"matchLabels":{"app.kubernetes.io/name":"orders"}}}]}]'
