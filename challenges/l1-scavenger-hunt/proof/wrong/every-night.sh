# faults: olive
# fails: No policy, budget, autoscaler, job or ConfigMap was added
. "$(dirname "$0")/../right/jsonpath.sh"
k create cronjob clean --image=registry.k8s.io/pause:3.10.2 --schedule='0 3 * * *'
