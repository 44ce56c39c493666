# What the cashier had comes from two Roles, and stands in no rule of one alone.
bash -eu "$(dirname "$0")/roles.sh" >/dev/null
role() { # NAME, and the rules of edit as they are to be
  printf 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: %s, namespace: %s}\n' "$1" "$NS_SHOP"
  cat
}
edit=$(kubectl get clusterrole edit -o yaml | sed -n '/^rules:/,$p')
grep -vx '  - patch' <<<"$edit" | role most | kubectl apply -f -
# Of the rules that have patch, that verb alone.
awk '
  function done() { if (rule ~ /\n  - patch\n/) { sub(/\n  verbs:.*/, "\n  verbs: [patch]\n", rule); printf "%s", rule } rule = "" }
  /^rules:/ { print; next }
  /^- / { done() }
  { rule = rule $0 "\n" }
  END { done() }' <<<"$edit" | role patch | kubectl apply -f -
for part in most patch; do
  kubectl -n "$NS_SHOP" create rolebinding $part --role $part --serviceaccount "$NS_SHOP:cashier"
done
kubectl -n "$NS_SHOP" delete rolebinding operators
