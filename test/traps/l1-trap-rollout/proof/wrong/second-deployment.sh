# trap: the new release beside the old one
# fails: The Service leads to its pods alone
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web-2}
spec:
  selector: {matchLabels: {app: web, release: "2"}}
  template:
    metadata: {labels: {app: web, release: "2"}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/agnhost:2.66.1
        command: [/agnhost, netexec, --http-port=8080]
        env: [{name: RELEASE, value: "2"}]
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {port: http, path: /healthz}, periodSeconds: 1}
Y
kubectl -n "$NS_MAIN" rollout status deployment web-2 --timeout=60s
