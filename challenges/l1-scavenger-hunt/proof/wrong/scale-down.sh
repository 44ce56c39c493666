# faults: poplar
# fails: All that the shop is made of is as it was
kubectl -n "$NS_MAIN" scale deployment storefront --replicas=1
. "$(dirname "$0")/../right/jsonpath.sh"
answer memory 22Mi
