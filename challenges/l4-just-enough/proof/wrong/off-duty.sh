# fails: The night watch is at work
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_MAIN" scale deployment night-watch --replicas 0
