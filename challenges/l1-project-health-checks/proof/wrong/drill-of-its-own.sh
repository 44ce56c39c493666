# fails: Nothing else runs in the pods
# A hook writes a drill that ends the program, so that a port which is open seems enough.
. "$(dirname "$0")/../right/by-patch.sh"
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{"containers":[{"name":"seats",
  "livenessProbe":{"$retainKeys":["tcpSocket","periodSeconds"],"tcpSocket":{"port":"http"},"periodSeconds":5},
  "lifecycle":{"postStart":{"exec":{"command":["sh","-c","printf \"#!/bin/sh\\necho; kill 1\\n\" > /tmp/www/cgi-bin/hang"]}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
