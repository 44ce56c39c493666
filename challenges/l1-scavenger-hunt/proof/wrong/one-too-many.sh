# faults: olive
# fails: unlabelled: the apps without a team
. "$(dirname "$0")/../right/jsonpath.sh"
answer unlabelled storefront ledger courier
