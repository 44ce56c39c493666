# fails: Two pods at least are ready, and all that are wanted
# Two workloads with a pod each, where the story wants one with two.
for name in menu menu-two; do
  kubectl -n "$NS_MAIN" apply -f - <<Y
apiVersion: apps/v1
kind: Deployment
metadata: {name: $name}
spec:
  replicas: 1
  selector: {matchLabels: {app.kubernetes.io/name: menu, app.kubernetes.io/instance: $name}}
  template:
    metadata: {labels: {app.kubernetes.io/name: menu, app.kubernetes.io/instance: $name}}
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
done
kubectl -n "$NS_MAIN" delete pod menu
