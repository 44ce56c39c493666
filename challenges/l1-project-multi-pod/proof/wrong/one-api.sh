# fails: API and front have two pods each at least, the cache one, and all are ready
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" scale deployment api --replicas=1
