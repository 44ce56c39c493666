# fails: Each Service leads to the ready pods of its workload
# The Service of the catalogue leads to all of the library.
sed '/rollout status/d' "$(dirname "$0")/../right/beside-it.sh" > "$TMPDIR/all.sh"
. "$TMPDIR/all.sh"
kubectl -n "$NS_MAIN" set selector service catalogue app.kubernetes.io/part-of=toy-library
