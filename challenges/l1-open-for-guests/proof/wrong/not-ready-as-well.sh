# fails: Pods that are not ready get no requests
. "$(dirname "$0")/../right/expose.sh"
kubectl -n "$NS_MAIN" patch service bookings -p '{"spec":{"publishNotReadyAddresses":true}}'
