# fails: It is still the same program
# A program that always says that it is well.
kubectl -n "$NS_MAIN" get configmap seats-program -o yaml | sed 's/mv index.html ready .tmp/true/' | kubectl -n "$NS_MAIN" replace -f -
. "$(dirname "$0")/../right/by-patch.sh"
