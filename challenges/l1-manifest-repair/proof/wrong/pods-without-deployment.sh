# fails: Deployment feedback has two pods, and both are ready
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" delete deployment feedback --cascade=orphan
