# faults: dune
# fails: The Service leads to the board's own pods
# Two pods by themselves, which nobody replaces, in the place of those that wait.
spec=$(kubectl -n "$NS_MAIN" get deployment orders -o jsonpath='{.spec.template.spec}')
kubectl -n "$NS_MAIN" scale deployment orders --replicas=0
for i in one two; do kubectl -n "$NS_MAIN" create -f - <<EOF
{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "$i", "labels": {"app.kubernetes.io/name": "orders"}},
 "spec": ${spec//bakery-scheduler/default-scheduler}}
EOF
done
