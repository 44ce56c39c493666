# fails: The Services are the same
# The policies hold, and the Service is not what it was.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" patch service db -p '{"spec": {"publishNotReadyAddresses": true}}'
