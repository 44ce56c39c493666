# fails: A readiness probe asks port 8080
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch service feedback -p '{"spec":{"publishNotReadyAddresses":true}}'
