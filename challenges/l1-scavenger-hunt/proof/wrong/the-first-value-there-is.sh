# faults: poplar
# fails: gateway: where payments go
. "$(dirname "$0")/../right/jsonpath.sh"
answer gateway "$(k get configmap payments -o jsonpath='{.data.gateway\.card}')"
