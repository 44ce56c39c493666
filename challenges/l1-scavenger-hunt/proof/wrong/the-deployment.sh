# faults: olive
# fails: owner: what keeps the storefront's pods
. "$(dirname "$0")/../right/jsonpath.sh"
answer owner deployment/storefront
