# fails: One workload runs program cache as it is, and nothing else
# Three containers in one pod, and three Services that lead to it.
kubectl -n "$NS_MAIN" apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata: {name: report}
spec:
  replicas: 2
  selector: {matchLabels: {app: report}}
  template:
    metadata: {labels: {app: report}}
    spec:
      terminationGracePeriodSeconds: 2
      containers:
      - name: cache
        image: &image registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, /programs/cache]
        envFrom: [{configMapRef: {name: snow}}]
        volumeMounts: &mounts [{name: programs, mountPath: /programs}]
      - name: api
        image: *image
        command: [sh, /programs/api]
        env: [{name: CACHE, value: "http://cache:6379/"}]
        readinessProbe: {httpGet: {path: /healthz, port: 8080}}
        volumeMounts: *mounts
      volumes: [{name: programs, configMap: {name: programs}}]
EOF
kubectl -n "$NS_MAIN" expose deployment report --name=cache --port=6379
kubectl -n "$NS_MAIN" expose deployment report --name=api --port=8080
