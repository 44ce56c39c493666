# faults: poplar
# fails: nowhere: the Service without pods
. "$(dirname "$0")/../right/jsonpath.sh"
answer nowhere "$(kubectl -n default get services -o name)"
answer unlabelled "$(kubectl -n kube-system get pods -l '!team' -o jsonpath='{.items[*].metadata.labels.k8s-app}') dns"
