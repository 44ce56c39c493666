# faults: birch
# Written anew, as another kind and with three pods, by somebody who mistrusts what is there.
kubectl -n "$NS_MAIN" delete deployment orders
kubectl -n "$NS_MAIN" apply -f - <<'EOF'
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: board}
spec:
  serviceName: orders
  replicas: 3
  podManagementPolicy: Parallel
  selector:
    matchLabels: {app.kubernetes.io/name: orders, kind: stateful}
  template:
    metadata:
      labels: {app.kubernetes.io/name: orders, kind: stateful}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: orders
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, -ec]
        args:
        - |
          mkdir -p /tmp/www
          echo "41: two rye loaves. 42: a plum cake." > /tmp/www/index.html
          exec httpd -f -p 8080 -h /tmp/www
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {tcpSocket: {port: http}, periodSeconds: 5}
        resources: {requests: {cpu: 0.02, memory: 32Mi}, limits: {memory: 64Mi}}
EOF
