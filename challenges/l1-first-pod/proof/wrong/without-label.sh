# fails: The Service leads to this pod, and to nothing else
# The pod serves, and nobody finds it.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: v1
kind: Pod
metadata:
  name: almanac
  labels: {app: almanac}
spec:
  containers:
  - name: web
    image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
    ports: [{containerPort: 80}]
    resources: {requests: {memory: 16Mi}, limits: {memory: 64Mi}}
    volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
  volumes:
  - {name: page, configMap: {name: almanac-page}}
Y
