# faults: amber
# fails: starter: who starts the audioguide
# It does so, but nobody asks it but the kubelet.
. "$(dirname "$0")/../right/fields.sh"
answer starter containerd
