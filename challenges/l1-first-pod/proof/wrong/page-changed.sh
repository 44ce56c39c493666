# fails: Readers get the almanac at Service almanac
# The page is what the image shows anyway.
kubectl -n "$NS_MAIN" patch configmap almanac-page --type merge -p '{"data":{"index.html":"<h1>Almanac</h1>\n"}}'
. "$(dirname "$0")/../right/manifest.sh"
