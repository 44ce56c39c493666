# faults: amber
# fails: reporter: who says why
. "$(dirname "$0")/../right/fields.sh"
answer reporter deployment-controller
