# fails: The API answers at http://api:8080/ with what the cache keeps
# The second stage was left out: the front stands and has nobody to ask.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" delete service,deployment api
