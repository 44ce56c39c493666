# trap: server-side apply takes over what was applied before, and drops what it does not name
# fails: A pod that fails gets no requests
kubectl -n "$NS_MAIN" apply --server-side --field-manager=platform --force-conflicts -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/agnhost:2.66.1
        resources: {limits: {memory: 64Mi}}
Y
