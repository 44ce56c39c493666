# solution: One manifest holds all: a ConfigMap with the page, a Deployment of two pods that mount it and are asked whether they serve, and a Service that finds them by their label.
kubectl -n "$NS_MAIN" apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: pool-page, labels: {app.kubernetes.io/name: pool}}
data:
  index.html: |
    <h1>Swimming pool</h1>
    <p>Open daily from 7 to 20</p>
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: pool, labels: {app.kubernetes.io/name: pool}}
spec:
  replicas: 2
  selector: {matchLabels: {app.kubernetes.io/name: pool}}
  template:
    metadata: {labels: {app.kubernetes.io/name: pool}}
    spec:
      containers:
      - name: nginx
        image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
        ports: [{name: http, containerPort: 80}]
        readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 2}
        resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
      volumes: [{name: page, configMap: {name: pool-page}}]
---
apiVersion: v1
kind: Service
metadata: {name: pool, labels: {app.kubernetes.io/name: pool}}
spec:
  selector: {app.kubernetes.io/name: pool}
  ports: [{name: http, port: 80, targetPort: http}]
EOF
