# fails: No binding names anybody else
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_SHOP" create serviceaccount spare
kubectl create clusterrolebinding "$NS_MAIN-spare" --clusterrole view --user "system:serviceaccount:$NS_SHOP:spare"
