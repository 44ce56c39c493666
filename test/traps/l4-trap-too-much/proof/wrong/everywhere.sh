# trap: bound in every namespace
# fails: It may do nothing else
kubectl create clusterrole "$NS_MAIN-clerk" --verb=get,list --resource=deployments.apps
kubectl create clusterrolebinding "$NS_MAIN-clerk" --clusterrole="$NS_MAIN-clerk" --serviceaccount="$NS_MAIN:clerk"
