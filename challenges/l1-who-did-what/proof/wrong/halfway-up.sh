# faults: birch
# fails: topmost: what is above the posters
. "$(dirname "$0")/../right/fields.sh"
answer topmost "$(k get replicasets -l app=posters -o name)"
