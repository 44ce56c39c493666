# faults: maple
# fails: Nothing was added
. "$(dirname "$0")/../right/jsonpath.sh"
k autoscale deployment courier --min=1 --max=1 --cpu=80
