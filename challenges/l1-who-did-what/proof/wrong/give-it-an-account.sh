# faults: amber
# fails: Nothing was added
. "$(dirname "$0")/../right/fields.sh"
k create serviceaccount stoker
