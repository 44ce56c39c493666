# trap: server-side apply by the manager that owned the probe, without it
# fails: A pod that fails gets no requests
kubectl -n "$NS_MAIN" delete deployment web
for probe in 'readinessProbe: {httpGet: {port: http, path: /healthz}, periodSeconds: 1}' ''; do
  kubectl -n "$NS_MAIN" apply --server-side --field-manager=platform -f - <<Y
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
        resources: {limits: {memory: 64Mi}}
        $probe
Y
done
