# fails: Every pod behind the Service is replaced when it is lost
# A slice by hand gives a pod that nobody replaces the name of one that is.
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
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
      volumes: [{name: page, configMap: {name: menu-page}}]
Y
kubectl -n "$NS_MAIN" rollout status deployment menu --timeout=90s
kubectl -n "$NS_MAIN" label pod menu app.kubernetes.io/name=kitchen --overwrite
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: menu-by-hand, labels: {kubernetes.io/service-name: menu}}
addressType: IPv4
ports: [{name: http, port: 80}]
endpoints:
- addresses: ["$(kubectl -n "$NS_MAIN" get pod menu -o jsonpath='{.status.podIP}')"]
  targetRef:
    kind: Pod
    $(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=menu -o jsonpath='name: {.items[-1:].metadata.name}{"\n    "}namespace: {.items[-1:].metadata.namespace}{"\n    "}uid: {.items[-1:].metadata.uid}')
Y
