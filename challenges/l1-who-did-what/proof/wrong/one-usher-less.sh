# faults: amber
# fails: All that was found is as it was
. "$(dirname "$0")/../right/fields.sh"
k scale statefulset ushers --replicas=1
