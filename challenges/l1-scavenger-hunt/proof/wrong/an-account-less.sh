# faults: maple
# fails: All that the shop is made of is as it was
# The pods that run do not miss it; the next ones would.
. "$(dirname "$0")/../right/jsonpath.sh"
k delete serviceaccount checkout
