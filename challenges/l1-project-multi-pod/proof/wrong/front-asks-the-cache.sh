# fails: Readers see the snow at http://front/
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" set env deployment/front API=http://cache:6379/
