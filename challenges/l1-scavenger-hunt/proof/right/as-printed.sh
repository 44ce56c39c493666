# faults: maple
# A port and a container as kubectl and people name them.
. "$(dirname "$0")/../right/jsonpath.sh"
answer port "$(k get deployment catalogue -o jsonpath='{.spec.template.spec.containers[0].ports[1].containerPort}/{.spec.template.spec.containers[0].ports[1].protocol}')"
answer step "init container $(k get pods -l app=indexer -o jsonpath='{range .items[*].status.initContainerStatuses[?(@.ready==false)]}{.name} {.restartCount}{"\n"}{end}' | awk '$2 > 0 {print $1}')"
