# trap: two pods of a Job, which nobody makes again once they have ended well
# fails: Two pods are wanted
kubectl -n "$NS_MAIN" delete deployment web
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: batch/v1
kind: Job
metadata: {name: web}
spec:
  parallelism: 2
  template:
    metadata: {labels: {app: web}}
    spec:
      restartPolicy: OnFailure
      terminationGracePeriodSeconds: 1
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/agnhost:2.66.1
        command: [/agnhost, netexec, --http-port=8080]
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {port: http, path: /healthz}, periodSeconds: 1}
Y
kubectl -n "$NS_MAIN" wait job web --for=jsonpath='{.status.ready}'=2 --timeout=60s
