# trap: the template has the probe, and the pod that runs was adopted without it
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" set resources deployment web --limits=memory=64Mi
kubectl -n "$NS_MAIN" rollout status deployment web --timeout=60s
hash=$(kubectl -n "$NS_MAIN" get replicaset -o jsonpath='{.items[?(@.spec.replicas==1)].metadata.labels.pod-template-hash}')
kubectl -n "$NS_MAIN" get deployment web -o yaml | sed '/^  resourceVersion:/d; /^  uid:/d' > "$TMPDIR/web.yaml"
kubectl -n "$NS_MAIN" delete deployment web --cascade=foreground
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web, pod-template-hash: "$hash"}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: web
    image: registry.k8s.io/e2e-test-images/agnhost:2.66.1
    command: [/agnhost, netexec, --http-port=8080]
    ports: [{name: http, containerPort: 8080}]
    resources: {limits: {memory: 64Mi}}
Y
kubectl -n "$NS_MAIN" wait pod web --for=condition=Ready --timeout=60s
kubectl -n "$NS_MAIN" create -f "$TMPDIR/web.yaml"
kubectl -n "$NS_MAIN" rollout status deployment web --timeout=60s
