# fails: Two pods at least are ready, and all that are wanted
. "$(dirname "$0")/../right/by-patch.sh"
kubectl -n "$NS_MAIN" scale deployment seats --replicas=1
