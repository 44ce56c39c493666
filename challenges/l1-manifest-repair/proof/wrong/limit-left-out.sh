# fails: The memory limit is 64Mi
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch deployment feedback --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/resources/limits"}]'
