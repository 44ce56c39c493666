# fails: The Service leads to the pods of the Deployment
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch service feedback --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":80}]'
