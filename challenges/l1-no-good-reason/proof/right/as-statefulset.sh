# faults: amber
# Written anew as another kind, with the defaults of Kubernetes wherever they suffice, and two pods.
kubectl -n "$NS_MAIN" delete deployment loans
kubectl -n "$NS_MAIN" apply -f - <<Y
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: loans-desk}
spec:
  serviceName: loans
  replicas: 2
  podManagementPolicy: Parallel
  selector: {matchLabels: {app.kubernetes.io/name: loans, kind: stateful}}
  template:
    metadata: {labels: {app.kubernetes.io/name: loans, kind: stateful}}
    spec:
      containers:
      - name: loans
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, /app/loans]
        ports: [{name: http, containerPort: 8080}]
        startupProbe: {tcpSocket: {port: http}, failureThreshold: 6}
        livenessProbe: {httpGet: {path: /cgi-bin/alive, port: 8080}, periodSeconds: 5, timeoutSeconds: 5}
        readinessProbe: {httpGet: {path: /cgi-bin/ready, port: 8080}}
        resources: {requests: {cpu: 20m, memory: 16Mi}}
        volumeMounts: [{name: program, mountPath: /app}]
      volumes: [{name: program, configMap: {name: loans-program, defaultMode: 0755}}]
Y
