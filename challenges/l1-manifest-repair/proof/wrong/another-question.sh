# fails: The ConfigMap is as it was
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch configmap feedback-words --type merge -p '{"data":{"question":"Was it good?"}}'
kubectl -n "$NS_MAIN" rollout restart deployment feedback
