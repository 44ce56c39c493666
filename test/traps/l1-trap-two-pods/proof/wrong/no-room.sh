# trap: two are wanted, and no node has room for the second
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"replicas":2,"template":{"spec":{"affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"labelSelector":{"matchLabels":{"app":"web"}},"topologyKey":"kubernetes.io/hostname"}]}}}}}}'
