# The Service first, the Deployment last: the order is nobody's business. A page
# beside another file, from a projected volume, a disruption budget,
# and a policy that lets all in.
kubectl -n "$NS_MAIN" apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata: {name: pool}
spec: {selector: {app.kubernetes.io/name: pool}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: pool}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: pool}}
  ingress: [{ports: [{port: 80}]}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: pool}
spec: {maxUnavailable: 1, selector: {matchLabels: {app.kubernetes.io/name: pool}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: hours}
data: {text: "<p>Open daily from 7 to 20, in winter as well</p>"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: pool, labels: {app.kubernetes.io/name: pool, season: all}}
spec:
  replicas: 2
  selector: {matchLabels: {app.kubernetes.io/name: pool}}
  template:
    metadata: {labels: {app.kubernetes.io/name: pool, season: all}}
    spec:
      containers:
      - name: web
        image: registry.k8s.io/e2e-test-images/nginx:1.27.0-2
        readinessProbe: {httpGet: {path: /, port: 80}}
        livenessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 20}
        lifecycle: {preStop: {sleep: {seconds: 3}}}
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
      volumes: [{name: page, projected: {sources: [{configMap: {name: hours, items: [{key: text, path: index.html}]}}]}}]
EOF
