# faults: birch
# fails: New pods and those that are there run the approved release in all containers
# The image of a pod may be changed, and this one comes up; the next one will not.
image=$(kubectl -n "$NS_MAIN" get deployment fares -o jsonpath='{.spec.template.spec.containers[0].image}')
pod=$(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=timetable -o name)
kubectl -n "$NS_MAIN" set image "$pod" timetable="$image"
kubectl -n "$NS_MAIN" wait --for=condition=Ready --timeout=60s "$pod"
