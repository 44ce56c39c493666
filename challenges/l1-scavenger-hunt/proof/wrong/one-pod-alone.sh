# faults: maple
# fails: memory: what the storefront requests
. "$(dirname "$0")/../right/jsonpath.sh"
answer memory 40Mi
