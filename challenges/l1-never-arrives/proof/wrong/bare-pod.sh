# faults: birch
# fails: Something still replaces a pod that is lost
# The pod of the template, with the image mended, and nobody who makes another one.
spec=$(kubectl -n "$NS_MAIN" get deployment timetable -o jsonpath='{.spec.template.spec}')
kubectl -n "$NS_MAIN" delete deployment timetable
kubectl -n "$NS_MAIN" create -f - <<EOF
{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "timetable", "labels": {"app.kubernetes.io/name": "timetable"}},
 "spec": ${spec//registry.harbour.example/registry.k8s.io}}
EOF
