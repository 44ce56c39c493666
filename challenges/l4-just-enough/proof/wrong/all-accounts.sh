# fails: It may do nothing else
# Bound to the group of all ServiceAccounts of the cluster.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl create clusterrole "$NS_MAIN-reader" --verb get --resource secrets
kubectl create clusterrolebinding "$NS_MAIN-reader" --clusterrole "$NS_MAIN-reader" --group system:serviceaccounts
