# faults: olive
# fails: gateway: where payments go
. "$(dirname "$0")/../right/jsonpath.sh"
answer gateway gateway.fallback
