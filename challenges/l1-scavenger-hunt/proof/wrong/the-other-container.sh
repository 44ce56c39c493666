# faults: maple, olive
# fails: image: what the metrics container is
. "$(dirname "$0")/../right/jsonpath.sh"
answer image "$(k get deployment catalogue -o jsonpath='{.spec.template.spec.containers[0].image}')"
