# solution: It makes a ReplicaSet whose selector also fits the pod that is there: it takes that pod for one of its own, makes a second one, and replaces whichever is lost.
# It takes the pod that is there for one of its own, and makes one more.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: apps/v1
kind: ReplicaSet
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
