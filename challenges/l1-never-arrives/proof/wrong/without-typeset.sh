# faults: dune
# fails: Both containers are there and run what they ran
# What cannot be had is left out, and its work is done elsewhere.
kubectl -n "$NS_MAIN" create configmap page --from-literal=index.html='<li>07:10 Old Pier
<li>09:40 Gull Island
<li>16:25 Lighthouse
'
kubectl -n "$NS_MAIN" patch deployment timetable --type json -p '[
  {"op":"remove","path":"/spec/template/spec/initContainers"},
  {"op":"replace","path":"/spec/template/spec/volumes/1","value":{"name":"page","configMap":{"name":"page"}}}]'
