# faults: amber
# fails: leader: the usher on duty
. "$(dirname "$0")/../right/fields.sh"
answer leader ushers-0
