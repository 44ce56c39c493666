# faults: olive
# fails: The containers of its pods are as their owners made them
. "$(dirname "$0")/../right/jsonpath.sh"
k patch "$(k get pods -l app=ledger -o name)" --subresource resize -p '{"spec":{"containers":[{"name":"ledger","resources":{"requests":{"memory":"24Mi"}}}]}}'
