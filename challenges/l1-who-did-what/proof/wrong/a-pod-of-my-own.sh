# faults: amber
# fails: All that was found is as it was
. "$(dirname "$0")/../right/fields.sh"
k run look --image=registry.k8s.io/pause:3.10.2 --labels=app=look
