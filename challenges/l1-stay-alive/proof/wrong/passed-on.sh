# fails: It is started as before
# They pass on what one pod says, which nobody replaces.
kubectl -n "$NS_MAIN" label pod menu app.kubernetes.io/name=kitchen --overwrite
address=$(kubectl -n "$NS_MAIN" get pod menu -o jsonpath="{.status.podIP}")
kubectl -n "$NS_MAIN" create configmap site --from-literal=default.conf="server { listen 80; location / { proxy_pass http://$address; } }"
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
        readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 2}
        volumeMounts: [{name: page, mountPath: /etc/nginx/conf.d}]
      volumes: [{name: page, configMap: {name: site}}]
Y
