# fails: Readers get the almanac at Service almanac
# The image's own page.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: v1
kind: Pod
metadata:
  name: almanac
  labels: {app.kubernetes.io/name: almanac}
spec:
  containers:
  - name: web
    image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
    ports: [{containerPort: 80}]
    resources: {requests: {memory: 16Mi}, limits: {memory: 64Mi}}
Y
