# faults: cedar
# fails: New pods want of a node what the story says, and nothing else
# The place is a node now; with as many nodes as pods they even come up.
kubectl -n "$NS_MAIN" patch deployment orders --type json -p '[{"op":"replace",
  "path":"/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/topologyKey","value":"kubernetes.io/hostname"}]'
