# fails: Two pods at least are wanted, and all are ready
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" scale deployment pool --replicas=1
