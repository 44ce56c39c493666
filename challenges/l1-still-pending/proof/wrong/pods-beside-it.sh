# faults: cedar
# fails: Two pods at least are ready, and all that are wanted
# A second pod that nobody replaces, without the rule.
kubectl -n "$NS_MAIN" scale deployment orders --replicas=1
spec=$(kubectl -n "$NS_MAIN" get deployment orders -o jsonpath='{.spec.template.spec}')
kubectl -n "$NS_MAIN" create -f - <<EOF
{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "second", "labels": {"app.kubernetes.io/name": "orders"}},
 "spec": ${spec//kubernetes.io\/os/bakery.example\/none}}
EOF
