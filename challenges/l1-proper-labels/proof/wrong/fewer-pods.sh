# fails: As many pods as before are wanted and ready
sed '/rollout status/d' "$(dirname "$0")/../right/beside-it.sh" > "$TMPDIR/all.sh"
. "$TMPDIR/all.sh"
kubectl -n "$NS_MAIN" scale deployment front-page --replicas=1
