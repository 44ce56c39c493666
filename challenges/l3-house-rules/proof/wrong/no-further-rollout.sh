# fails: Nothing else is short
# Each ReplicaSet counts, also those of the past, and there is room for none.
. "$(dirname "$0")/../right/quota-range-label.sh"
kubectl -n "$NS_MAIN" create quota tidy --hard=count/replicasets.apps=2,count/deployments.apps=1,configmaps=2,services=2
