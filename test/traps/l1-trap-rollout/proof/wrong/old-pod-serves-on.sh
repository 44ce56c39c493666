# trap: the old ReplicaSet's pod answers, since the new one finds no node
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"nodeSelector":{"no":"such"},"containers":[{"name":"web","env":[{"name":"RELEASE","value":"2"}]}]}}}}'
