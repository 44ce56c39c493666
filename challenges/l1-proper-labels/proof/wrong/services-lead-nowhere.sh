# fails: Each Service finds its pods by the recommended labels
# The Service still looks for what the old pods had.
. "$(dirname "$0")/../right/beside-it.sh"
kubectl -n "$NS_MAIN" set selector service catalogue run=cat-1
