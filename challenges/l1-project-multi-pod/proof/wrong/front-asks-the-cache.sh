# fails: The front shows at http://front/ what the API says
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" set env deployment/front API=http://cache:6379/
