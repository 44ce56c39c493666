# faults: ember
# fails: A desk that asks Service tickets on port 80 gets the number of seats
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports","value":[{"name":"http","port":8080,"targetPort":"http"}]}]'
