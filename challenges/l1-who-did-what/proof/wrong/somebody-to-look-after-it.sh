# faults: birch
# fails: All that was found is as it was
# The pod gets an owner, which makes nothing.
. "$(dirname "$0")/../right/fields.sh"
owner=$(k get lease ushers -o jsonpath='{.metadata.uid}')
k patch pod ushers-2 --type merge -p '{"metadata":{"ownerReferences":[{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","name":"ushers","uid":"'"$owner"'","controller":true}]}}'
answer alone none
