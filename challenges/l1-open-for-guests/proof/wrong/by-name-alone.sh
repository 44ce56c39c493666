# fails: Service bookings leads to the bookings of each ready pod of camp, and to nothing else
# The neighbour is called camp as well.
. "$(dirname "$0")/../right/expose.sh"
kubectl -n "$NS_MAIN" set selector service bookings app.kubernetes.io/name=camp
