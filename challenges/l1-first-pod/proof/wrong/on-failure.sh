# fails: A program that ends is started again
# A program that ends well is not started again.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: v1
kind: Pod
metadata:
  name: almanac
  labels: {app.kubernetes.io/name: almanac}
spec:
  restartPolicy: OnFailure
  containers:
  - name: web
    image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
    ports: [{containerPort: 80}]
    resources: {requests: {memory: 16Mi}, limits: {memory: 64Mi}}
    volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
  volumes:
  - {name: page, configMap: {name: almanac-page}}
Y
