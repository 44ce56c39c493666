# faults: amber
# fails: All that was found is as it was
. "$(dirname "$0")/../right/fields.sh"
k patch lease ushers --type merge -p '{"spec":{"holderIdentity":"ushers-0"}}'
answer leader ushers-0
