# fails: The image decides how it is started and configured
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx",
  "command":["sh","-c","nginx -g \"daemon off;\""]}]}}}}'
