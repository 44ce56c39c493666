# faults: dune
# solution: It lets the readiness probe open the port instead of asking for a page, which still keeps a pod whose port 8080 fails from getting requests.
# Another handler, and one that says its port by number.
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"tcpSocket":{"port":8080},"periodSeconds":5}}]'
