# One that takes leave politely, and a new Service in the place of the old one.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: menu}
spec:
  replicas: 3
  selector: {matchLabels: {app.kubernetes.io/name: menu}}
  template:
    metadata: {labels: {app.kubernetes.io/name: menu}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
        ports: [{name: http, containerPort: 80}]
        readinessProbe: {exec: {command: [wget, -q, -O, /dev/null, "http://127.0.0.1/"]}}
        lifecycle: {preStop: {sleep: {seconds: 3}}}
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
      volumes: [{name: page, configMap: {name: menu-page}}]
Y
kubectl -n "$NS_MAIN" delete pod menu
kubectl -n "$NS_MAIN" delete service menu
kubectl -n "$NS_MAIN" expose deployment menu --port=80
