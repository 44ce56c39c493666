# faults: poplar
# fails: All that the shop is made of is as it was
k() { kubectl -n "$NS_MAIN" "$@"; }
for app in catalogue checkout courier; do
  k patch deployment $app --type merge -p '{"spec":{"template":{"metadata":{"labels":{"team":"goods"}}}}}'
  k rollout status deployment $app --timeout=60s
done
. "$(dirname "$0")/../right/jsonpath.sh"
answer unlabelled none
