# faults: ember
# What looked at the pods, and the node, has not been cleared away; and one pod is enough.
# While the one on the node runs, it is in the node's network, where it could let somebody in.
kubectl -n "$NS_MAIN" debug "$(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=tickets -o name | sed -n 1p)" --image=registry.k8s.io/e2e-test-images/busybox:1.37.0-2 --profile=general -- sleep 600
kubectl -n "$NS_MAIN" debug "$(kubectl get nodes -o name | sed -n 1p)" --image=registry.k8s.io/e2e-test-images/busybox:1.37.0-2 --profile=general -- true
kubectl -n "$NS_MAIN" wait pods --selector app.kubernetes.io/managed-by=kubectl-debug --for=jsonpath='{.status.phase}'=Succeeded --timeout=2m
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"TCP"}]'
