# fails: Nothing else can be reached from outside
# Type ClusterIP, and an address of the node all the same.
. "$(dirname "$0")/../right/expose.sh"
kubectl -n "$NS_MAIN" patch service bookings -p '{"spec":{"externalIPs":["192.0.2.7"]}}'
