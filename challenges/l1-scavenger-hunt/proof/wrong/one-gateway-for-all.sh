# faults: maple
# fails: All that the shop is made of is as it was
. "$(dirname "$0")/../right/jsonpath.sh"
k patch configmap payments --type merge -p '{"data":{"gateway.invoice":"https://cards.example.com/v2"}}'
answer gateway https://cards.example.com/v2
