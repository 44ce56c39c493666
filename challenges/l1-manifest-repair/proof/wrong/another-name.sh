# fails: Deployment feedback has two pods, and both are ready
# It is called as in the file, but for the letter.
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" get deployment feedback -o json | kubectl patch --local -f - --type json -o json -p '[{"op":"replace","path":"/metadata","value":{"name":"feedback-page"}}]' |
  kubectl -n "$NS_MAIN" create -f -
kubectl -n "$NS_MAIN" delete deployment feedback
kubectl -n "$NS_MAIN" rollout status deployment feedback-page --timeout=90s
