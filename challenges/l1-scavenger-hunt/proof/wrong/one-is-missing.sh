# faults: olive
# fails: grace: how long the ledger may take to end
. "$(dirname "$0")/../right/jsonpath.sh"
rm "$ANSWERS/grace"
