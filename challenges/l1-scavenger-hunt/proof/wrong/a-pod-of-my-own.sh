# faults: maple
# fails: Its pods are as their owners made them
. "$(dirname "$0")/../right/jsonpath.sh"
k run look --image=registry.k8s.io/e2e-test-images/busybox:1.37.0-2 --labels=app=look,team=web --command -- sleep 300
