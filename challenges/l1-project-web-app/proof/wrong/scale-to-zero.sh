# fails: Deployment pool has a pod or more, and all are ready
# No pod is not ready.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" scale deployment pool --replicas=0
