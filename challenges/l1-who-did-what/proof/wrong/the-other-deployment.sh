# faults: birch
# fails: refused: what cannot make its pod
# Its pod is there, and waits.
. "$(dirname "$0")/../right/fields.sh"
answer refused "$(k get replicasets -l app=heating -o name)"
