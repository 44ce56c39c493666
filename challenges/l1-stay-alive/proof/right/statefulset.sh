# The pod first, as its labels are the same; then a kind with names of its own.
kubectl -n "$NS_MAIN" delete pod menu
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: menu}
spec:
  replicas: 3
  serviceName: menu
  selector: {matchLabels: {app.kubernetes.io/name: menu}}
  template:
    metadata: {labels: {app.kubernetes.io/name: menu}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
        ports: [{name: http, containerPort: 80}]
        readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 2}
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
      volumes: [{name: page, configMap: {name: menu-page}}]
Y
