# fails: It finds the API by the name of its Service
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" set env deployment/front API=http://cache:6379/
