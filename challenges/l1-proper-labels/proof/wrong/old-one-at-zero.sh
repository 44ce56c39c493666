# fails: Nothing of before is left beside it
sed '$d; /rollout status/d' "$(dirname "$0")/../right/beside-it.sh" > "$TMPDIR/most.sh"
. "$TMPDIR/most.sh"
kubectl -n "$NS_MAIN" scale deployment front --replicas=0
