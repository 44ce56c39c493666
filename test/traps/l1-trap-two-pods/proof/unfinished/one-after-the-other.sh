# trap: a StatefulSet, which makes its second pod once the first is ready
kubectl -n "$NS_MAIN" delete deployment web
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  replicas: 2
  serviceName: web
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
        readinessProbe: {httpGet: {port: http, path: /healthz}, periodSeconds: 1, initialDelaySeconds: 3}
Y
