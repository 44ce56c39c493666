# faults: maple
# fails: All that the shop is made of is as it was
# Of the same name, age and generation; but it reads another key.
. "$(dirname "$0")/../right/jsonpath.sh"
made=$(k get deployment checkout -o json | sed 's/"gateway\.invoice"/"gateway.sandbox"/; /"resourceVersion"/d; /"uid"/d')
k delete deployment checkout
echo "$made" | k create -f -
k rollout status deployment checkout --timeout=60s
answer gateway "$(k get configmap payments -o jsonpath='{.data.gateway\.sandbox}')"
