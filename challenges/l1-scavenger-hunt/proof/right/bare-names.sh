# faults: maple
# Where a name alone tells which object is meant, it will do.
. "$(dirname "$0")/jsonpath.sh"
answer owner "$(k get replicasets -l app=storefront -o jsonpath='{.items[0].metadata.name}')"
