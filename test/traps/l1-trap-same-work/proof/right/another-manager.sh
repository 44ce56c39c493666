# trap: server-side apply by another manager, which takes all of it over
kubectl -n "$NS_MAIN" apply --server-side --field-manager=platform --force-conflicts -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/agnhost:2.66.1
        command: [/agnhost, netexec, --http-port=8080]
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {port: http, path: /healthz}, periodSeconds: 1}
        resources: {limits: {memory: 64Mi}}
Y
