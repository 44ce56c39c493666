# faults: maple
# fails: All that the shop is made of is as it was
. "$(dirname "$0")/../right/jsonpath.sh"
k patch service checkout --type merge -p '{"spec":{"selector":{"track":"canary"}}}'
answer nowhere none
