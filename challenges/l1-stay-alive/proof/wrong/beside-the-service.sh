# fails: Two pods at least are ready, and all that are wanted
# The Service leads to the old pod alone.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: menu}
spec:
  replicas: 2
  selector: {matchLabels: {app: menu-new}}
  template:
    metadata: {labels: {app: menu-new}}
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
kubectl -n "$NS_MAIN" rollout status deployment menu --timeout=90s
