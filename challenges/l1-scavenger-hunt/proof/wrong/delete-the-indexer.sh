# faults: poplar
# fails: All that the shop is made of is as it was
. "$(dirname "$0")/../right/jsonpath.sh"
k delete deployment indexer
answer step none
