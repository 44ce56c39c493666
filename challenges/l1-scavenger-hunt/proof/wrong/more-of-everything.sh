# faults: maple
# fails: No policy, budget, autoscaler, job or ConfigMap was added
. "$(dirname "$0")/../right/jsonpath.sh"
k autoscale deployment courier --min=1 --max=1 --cpu=80
