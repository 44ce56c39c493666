# fails: The night watch may do what it must
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_MAIN" delete serviceaccount night-watch
