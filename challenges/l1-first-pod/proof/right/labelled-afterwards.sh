# First a pod that the Service does not find, from a projected volume; then its label.
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: v1
kind: Pod
metadata: {name: almanac}
spec:
  containers:
  - name: web
    image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
    resources: {requests: {memory: 8Mi}, limits: {memory: 0.0625Gi}}
    volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
  volumes:
  - name: page
    projected: {sources: [{configMap: {name: almanac-page}}]}
Y
kubectl -n "$NS_MAIN" label pod almanac app.kubernetes.io/name=almanac
