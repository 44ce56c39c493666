# faults: amber
# fails: scheduler: who placed the posters
. "$(dirname "$0")/../right/fields.sh"
answer scheduler kube-scheduler
