# fails: Two pods at least are ready, and all that are wanted
# Two pods that serve for two minutes, each minute.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: batch/v1
kind: CronJob
metadata: {name: menu}
spec:
  schedule: "* * * * *"
  jobTemplate:
    spec:
      parallelism: 2
      activeDeadlineSeconds: 120
      template:
        metadata: {labels: {app.kubernetes.io/name: menu}}
        spec:
          restartPolicy: Never
          terminationGracePeriodSeconds: 5
          containers:
          - name: web
            image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
            ports: [{name: http, containerPort: 80}]
            readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 2}
            volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
          volumes: [{name: page, configMap: {name: menu-page}}]
Y
