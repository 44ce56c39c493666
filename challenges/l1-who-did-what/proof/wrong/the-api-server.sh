# faults: birch
# fails: starter: who starts the audioguide
. "$(dirname "$0")/../right/fields.sh"
answer starter kube-apiserver
