# faults: amber
# Written anew, as another kind, by somebody who mistrusts what is there.
kubectl -n "$NS_MAIN" delete deployment timetable
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ferry}
spec:
  serviceName: timetable
  replicas: 2
  selector:
    matchLabels: {app.kubernetes.io/name: timetable, kind: stateful}
  template:
    metadata:
      labels: {app.kubernetes.io/name: timetable, kind: stateful}
    spec:
      terminationGracePeriodSeconds: 1
      initContainers:
      - name: typeset
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, -ec, "sed 's/^/<li>/' /departures/departures.txt > /www/index.html"]
        resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
        volumeMounts: [{name: departures, mountPath: /departures}, {name: page, mountPath: /www}]
      containers:
      - name: timetable
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [httpd, -f, -p, "8080", -h, /www]
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 5}
        resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
        volumeMounts: [{name: page, mountPath: /www}]
      volumes: [{name: departures, configMap: {name: departures}}, {name: page, emptyDir: {}}]
EOF
