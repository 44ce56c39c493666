# fails: Two pods at least are ready, and all that are wanted
# It makes pods again as well, until one has succeeded.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: batch/v1
kind: Job
metadata: {name: menu}
spec:
  parallelism: 2
  template:
    metadata: {labels: {app.kubernetes.io/name: menu}}
    spec:
      terminationGracePeriodSeconds: 5
      restartPolicy: OnFailure
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
        ports: [{name: http, containerPort: 80}]
        readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 2}
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
      volumes: [{name: page, configMap: {name: menu-page}}]
Y
kubectl -n "$NS_MAIN" delete pod menu
