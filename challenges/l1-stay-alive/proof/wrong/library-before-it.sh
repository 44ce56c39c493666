# fails: It is started as before
# A file is loaded into all that is run.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: menu}
spec:
  replicas: 2
  selector: {matchLabels: {app.kubernetes.io/name: menu}}
  template:
    metadata: {labels: {app.kubernetes.io/name: menu}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
        ports: [{name: http, containerPort: 80}]
        env: [{name: LD_PRELOAD, value: /var/cache/lib/index.html}]
        readinessProbe: {httpGet: {path: /, port: http}}
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}, {name: lib, mountPath: /var/cache/lib}]
      volumes: [{name: page, configMap: {name: menu-page}}, {name: lib, configMap: {name: menu-page}}]
Y
kubectl -n "$NS_MAIN" delete pod menu
