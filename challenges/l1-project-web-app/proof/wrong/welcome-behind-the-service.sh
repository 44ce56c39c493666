# fails: The page is mounted from a ConfigMap
# The second stage is left out: a Service, two pods and a probe, all with the image's own page.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[
  {"op":"remove","path":"/spec/template/spec/containers/0/volumeMounts"},{"op":"remove","path":"/spec/template/spec/volumes"}]'
