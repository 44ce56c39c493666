# fails: It may do nothing else
# The rights in a third namespace are rights as well.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl create clusterrole "$NS_MAIN-pods" --verb list --resource pods
kubectl create clusterrolebinding "$NS_MAIN-pods" --clusterrole "$NS_MAIN-pods" --serviceaccount "$NS_MAIN:night-watch"
