# fails: The memory limit is 64Mi
# The B is gone, and with it 3 MB.
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" set resources deployment feedback --limits=memory=64M
