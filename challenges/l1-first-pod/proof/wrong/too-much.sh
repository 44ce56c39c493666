# fails: It asks for 16Mi of memory at most, and never has more than 64Mi
# What has a limit alone asks for that much.
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
    resources: {limits: {memory: 64Mi}}
    volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
  volumes:
  - {name: page, configMap: {name: almanac-page}}
Y
