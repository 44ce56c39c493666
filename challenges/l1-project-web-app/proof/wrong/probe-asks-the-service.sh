# fails: Guests are only sent to pods that serve
# It is answered as long as anybody serves.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx",
  "readinessProbe":{"httpGet":null,"exec":{"command":["wget","-q","-O","/dev/null","http://pool/"]}}}]}}}}'
