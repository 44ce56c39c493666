# fails: It may do nothing else
# It works, and so does everything else.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl create clusterrolebinding "$NS_MAIN-admin" --clusterrole cluster-admin --serviceaccount "$NS_MAIN:night-watch"
