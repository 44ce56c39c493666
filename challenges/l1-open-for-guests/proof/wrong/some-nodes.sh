# fails: Guests get the free pitches at a port of every node
# Nodes without a pod of camp answer nobody.
. "$(dirname "$0")/../right/expose.sh"
kubectl -n "$NS_MAIN" patch service pitches -p '{"spec":{"externalTrafficPolicy":"Local"}}'
