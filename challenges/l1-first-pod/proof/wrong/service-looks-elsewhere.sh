# fails: The Service is as it was
# The Service is made to fit the pod.
kubectl -n "$NS_MAIN" patch service almanac --type json -p '[{"op":"replace","path":"/spec/selector","value":{"app":"almanac"}}]'
. "$(dirname "$0")/../wrong/without-label.sh"
