# fails: Deployment feedback has two pods, and both are ready
# Without a number it is one.
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" scale deployment feedback --replicas=1
