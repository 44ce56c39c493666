# fails: Pod almanac is ready
# A Deployment: its pod serves all that is asked for, and has another name.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: almanac}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: almanac}}
  template:
    metadata: {labels: {app.kubernetes.io/name: almanac}}
    spec:
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
        resources: {requests: {memory: 16Mi}, limits: {memory: 64Mi}}
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
      volumes:
      - {name: page, configMap: {name: almanac-page}}
Y
