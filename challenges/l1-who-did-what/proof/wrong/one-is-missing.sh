# faults: birch
# fails: leader: the usher on duty
. "$(dirname "$0")/../right/fields.sh"
rm "$ANSWERS/leader"
