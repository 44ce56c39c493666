# faults: dune
# Pinned after all, to what the node says that fares runs.
id=$(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=fares -o jsonpath='{.items[0].status.containerStatuses[0].imageID}')
kubectl -n "$NS_MAIN" patch deployment timetable --type json -p '[
  {"op":"replace","path":"/spec/template/spec/initContainers/0/image","value":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2@'"${id#*@}"'"}]'
