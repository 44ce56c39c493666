# faults: dune
# fails: Something still replaces a pod that is lost
# A pod by itself, from the template with the volume mended: nobody makes another one.
spec=$(kubectl -n "$NS_MAIN" get deployment guide -o jsonpath='{.spec.template.spec}')
kubectl -n "$NS_MAIN" delete deployment guide
kubectl -n "$NS_MAIN" create -f - <<EOF
{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "guide", "labels": {"app.kubernetes.io/name": "guide"}},
 "spec": ${spec//\"secret\":\{\"defaultMode\":420,\"secretName\"/\"configMap\":\{\"name\"}}
EOF
