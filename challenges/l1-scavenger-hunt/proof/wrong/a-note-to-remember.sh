# faults: olive
# fails: Nothing was added
. "$(dirname "$0")/../right/jsonpath.sh"
k create configmap notes --from-literal=about=answers
