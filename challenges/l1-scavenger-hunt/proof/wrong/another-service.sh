# faults: olive
# fails: All that the shop is made of is as it was
. "$(dirname "$0")/../right/jsonpath.sh"
k create service clusterip nobody --tcp=80
answer nowhere ledger nobody
