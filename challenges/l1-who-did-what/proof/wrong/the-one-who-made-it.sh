# faults: birch
# fails: writer: who writes the status
. "$(dirname "$0")/../right/fields.sh"
answer writer kubectl
