# fails: It finds the cache by the name of its Service
# The Service's address of today: made anew, it has another one.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" set env deployment/api CACHE="http://$(kubectl -n "$NS_MAIN" get service cache -o jsonpath='{.spec.clusterIP}'):6379/"
