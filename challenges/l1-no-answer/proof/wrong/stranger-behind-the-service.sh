# faults: amber
# fails: The Service leads to the pods of tickets, and to nothing else
# A pod of another program gets a part of the requests.
kubectl -n "$NS_MAIN" set selector service tickets app.kubernetes.io/name=tickets
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: v1
kind: Pod
metadata: {name: helper, labels: {app.kubernetes.io/name: tickets}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: helper
    image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
    command: [sh, -c, 'mkdir /tmp/w; echo "edition 7: 214 seats left" > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w']
    ports: [{name: http, containerPort: 8080}]
Y
kubectl -n "$NS_MAIN" wait pod helper --for=condition=Ready --timeout=60s
