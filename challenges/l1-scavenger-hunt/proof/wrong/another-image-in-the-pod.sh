# faults: maple
# fails: The containers of its pods are as their owners made them
# A pod's image can be changed in place, and its Deployment does not mind.
. "$(dirname "$0")/../right/jsonpath.sh"
k set image "$(k get pods -l app=catalogue -o name)" metrics=registry.k8s.io/pause:3.10.2
