# faults: birch
# solution: It gives the container's port the name that the Service leads to, and lets the probe, which knew the old name, follow.
# The container's port follows the Service, and the probe the container's port.
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/ports/0/name","value":"web"},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":"web"}]'
