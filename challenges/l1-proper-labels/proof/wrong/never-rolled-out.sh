# fails: As many pods as before are wanted and ready
# The template has the labels, and no pod is ever made from it.
kubectl -n "$NS_MAIN" rollout pause deployment catalogue
. "$(dirname "$0")/name-as-it-is.sh"
