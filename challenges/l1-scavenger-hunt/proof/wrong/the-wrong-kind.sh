# faults: maple
# fails: owner: what keeps the storefront's pods
. "$(dirname "$0")/../right/jsonpath.sh"
answer owner "deployment/$(k get replicasets -l app=storefront -o jsonpath='{.items[0].metadata.name}')"
