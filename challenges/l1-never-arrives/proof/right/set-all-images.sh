# faults: birch
# solution: It gives every container, the init container too, the name under which fares runs the approved release, so that none of them waits for an image that is not there.
image=$(kubectl -n "$NS_MAIN" get deployment fares -o jsonpath='{.spec.template.spec.containers[0].image}')
kubectl -n "$NS_MAIN" set image deployment/timetable "*=$image"
