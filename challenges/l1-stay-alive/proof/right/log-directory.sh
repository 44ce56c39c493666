# Directories for what it writes, and a read-only page: one file of its own.
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
        readinessProbe: {exec: {command: [sh, -c, "wget -q --spider http://127.0.0.1:80/ || exit 1"]}}
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html/index.html, subPath: index.html}, {name: log, mountPath: /var/log/nginx}, {name: cache, mountPath: /var/cache/nginx}]
      volumes: [{name: page, configMap: {name: menu-page}}, {name: log, emptyDir: {}}, {name: cache, emptyDir: {}}]
Y
kubectl -n "$NS_MAIN" delete pod menu
