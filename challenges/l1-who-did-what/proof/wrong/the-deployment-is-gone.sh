# faults: amber
# fails: topmost: what is above the posters
# The name of the ReplicaSet looks as if there was one.
. "$(dirname "$0")/../right/fields.sh"
answer topmost deployment/posters
