# fails: The pods have the labels app.kubernetes.io/name=feedback and team=guests
# The pods that run have the label, the next ones will not.
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch deployment feedback --type json -p '[{"op":"remove","path":"/spec/template/metadata/labels/team"}]'
kubectl -n "$NS_MAIN" rollout status deployment feedback --timeout=90s
kubectl -n "$NS_MAIN" label pods -l app.kubernetes.io/name=feedback team=guests --overwrite
