# fails: The Service leads to the guide's own pods
# Another pod shows the same page behind the same Service.
kubectl -n "$NS_MAIN" scale deployment guide --replicas=0
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata: {name: stand-in, labels: {app.kubernetes.io/name: guide}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: stand-in
    image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
    command: [sh, -c, 'mkdir /tmp/w; echo "Open Tuesday to Sunday, 10 to 18. Begin on the left, with the anchors." > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w']
    ports: [{name: http, containerPort: 8080}]
    resources: {requests: {cpu: 10m, memory: 16Mi}}
EOF
