# fails: The Service is as it was
# Probes as they should be, and a Service that leads to each pod all the same.
. "$(dirname "$0")/../right/by-patch.sh"
kubectl -n "$NS_MAIN" patch service seats -p '{"spec":{"publishNotReadyAddresses":true}}'
