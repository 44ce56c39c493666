# solution: It adds labels to the template of catalogue, makes front anew beside the old one with a selector that fits, and switches each Service over once the new pods are ready.
kubectl -n "$NS_MAIN" label deployment,service catalogue app.kubernetes.io/name=catalogue app.kubernetes.io/component=api app.kubernetes.io/part-of=toy-library
kubectl -n "$NS_MAIN" patch deployment catalogue -p '{"spec":{"template":{"metadata":{"labels":{
  "app.kubernetes.io/name":"catalogue","app.kubernetes.io/component":"api","app.kubernetes.io/part-of":"toy-library"}}}}}'
kubectl -n "$NS_MAIN" rollout status deployment catalogue --timeout=120s
kubectl -n "$NS_MAIN" set selector service catalogue app.kubernetes.io/name=catalogue
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: front-page
  labels: {app.kubernetes.io/name: front, app.kubernetes.io/component: web, app.kubernetes.io/part-of: toy-library}
spec:
  replicas: 2
  selector:
    matchLabels: {app.kubernetes.io/name: front}
  template:
    metadata:
      labels: {app.kubernetes.io/name: front, app.kubernetes.io/component: web, app.kubernetes.io/part-of: toy-library}
    spec:
      terminationGracePeriodSeconds: 1
      automountServiceAccountToken: false
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, -ec]
        args:
        - |
          mkdir -p /tmp/www
          echo "Toys for two weeks, and then back, please." > /tmp/www/index.html
          exec httpd -f -p 8080 -h /tmp/www
        ports:
        - {name: http, containerPort: 8080}
        readinessProbe:
          httpGet: {path: /, port: http}
          periodSeconds: 2
        resources:
          requests: {cpu: 10m, memory: 16Mi}
          limits: {memory: 48Mi}
Y
kubectl -n "$NS_MAIN" rollout status deployment front-page --timeout=120s
kubectl -n "$NS_MAIN" label service front app.kubernetes.io/name=front app.kubernetes.io/component=web app.kubernetes.io/part-of=toy-library
kubectl -n "$NS_MAIN" set selector service front app.kubernetes.io/name=front
kubectl -n "$NS_MAIN" delete deployment front
