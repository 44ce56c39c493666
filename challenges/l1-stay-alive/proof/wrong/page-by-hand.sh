# fails: Each of them serves the menu
# The page is put into the pods by hand, and the next one comes without it.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: menu}
spec:
  replicas: 2
  selector: {matchLabels: {app.kubernetes.io/name: menu}}
  template:
    metadata: {labels: {app.kubernetes.io/name: menu}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
        ports: [{name: http, containerPort: 80}]
        readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 2}
Y
kubectl -n "$NS_MAIN" delete pod menu
kubectl -n "$NS_MAIN" rollout status deployment menu --timeout=120s
page=$(kubectl -n "$NS_MAIN" get configmap menu-page -o jsonpath="{.data.index\.html}")
for pod in $(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=menu -o name); do
  echo "$page" | kubectl -n "$NS_MAIN" exec -i "$pod" -- sh -c "cat > /usr/share/nginx/html/index.html"
done
