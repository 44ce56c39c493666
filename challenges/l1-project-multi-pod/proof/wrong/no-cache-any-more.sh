# fails: The cache answers at http://cache:6379/ with the snow
# Scaled to zero: no pod is not ready.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" scale deployment cache --replicas=0
