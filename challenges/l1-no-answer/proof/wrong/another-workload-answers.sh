# faults: amber
# fails: It is still the program of tickets
# The same page from a program that is not tickets.
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: seats}
spec:
  selector: {matchLabels: {app: seats}}
  template:
    metadata: {labels: {app: seats}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: tickets
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, -c, 'mkdir /tmp/w; echo "edition 7: 214 seats left" > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w']
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 2}
Y
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/selector","value":{"app":"seats"}}]'
