# faults: birch
# fails: All that was found is as it was
. "$(dirname "$0")/../right/fields.sh"
k delete pod ushers-2
answer alone none
