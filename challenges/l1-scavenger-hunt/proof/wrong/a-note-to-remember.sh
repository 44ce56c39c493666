# faults: olive
# fails: No policy, budget, autoscaler, job or ConfigMap was added
. "$(dirname "$0")/../right/jsonpath.sh"
k create configmap notes --from-literal=about=answers
