# faults: cedar
# solution: It lets the startup probe ask the port on which feed listens, so that it passes once feed has written a page, and board begins.
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"replace","path":"/spec/template/spec/initContainers/1/startupProbe/httpGet/port","value":9090}]'
