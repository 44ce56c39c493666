# faults: amber, cedar
# solution: It gives container timetable the name under which fares runs the approved release; the Deployment makes a new pod, and its node has or finds that image.
image=$(kubectl -n "$NS_MAIN" get deployment fares -o jsonpath='{.spec.template.spec.containers[0].image}')
kubectl -n "$NS_MAIN" set image deployment/timetable timetable="$image"
