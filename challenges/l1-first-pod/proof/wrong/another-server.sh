# fails: What serves it is the image that was named
# Another program serves the same page.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: v1
kind: Pod
metadata:
  name: almanac
  labels: {app.kubernetes.io/name: almanac}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: web
    image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
    command: [httpd, -f, -p, "80", -h, /page]
    resources: {requests: {memory: 16Mi}, limits: {memory: 64Mi}}
    volumeMounts: [{name: page, mountPath: /page}]
  volumes:
  - {name: page, configMap: {name: almanac-page}}
Y
