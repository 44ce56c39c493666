# fails: The Service is as it was
# The boards get what is not ready, too.
. "$(dirname "$0")/../right/step-by-step.sh"
kubectl -n "$NS_MAIN" patch service board -p '{"spec":{"publishNotReadyAddresses":true}}'
