# fails: Each query finds the right pods, and no others
# A pod to look around with, which says that it belongs to the library.
sed '/rollout status/d' "$(dirname "$0")/../right/beside-it.sh" > "$TMPDIR/all.sh"
. "$TMPDIR/all.sh"
kubectl -n "$NS_MAIN" run look --image=registry.k8s.io/pause:3.10.2 --labels=app.kubernetes.io/part-of=toy-library
