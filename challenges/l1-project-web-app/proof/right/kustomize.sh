# A directory with a generated ConfigMap: each change of the page gets a new name.
mkdir "$TMPDIR/pool" && cd "$TMPDIR/pool"
echo '<h1>Pool</h1>Open daily from 7 to 20' > index.html
kubectl create deployment pool --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --replicas=3 --dry-run=client -o yaml > deployment.yaml
kubectl create service nodeport pool --tcp=80:80 --dry-run=client -o yaml > service.yaml
cat > kustomization.yaml <<'EOF'
resources: [deployment.yaml, service.yaml]
labels: [{pairs: {app.kubernetes.io/name: pool}, includeTemplates: true}]
configMapGenerator: [{name: page, files: [index.html]}]
patches:
- patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: pool}
    spec:
      template:
        spec:
          containers:
          - name: nginx
            readinessProbe: {exec: {command: [wget, -q, -O, /dev/null, "http://127.0.0.1/"]}, periodSeconds: 2}
            volumeMounts: [{name: page, mountPath: /usr/share/nginx/html/index.html, subPath: index.html}]
          volumes: [{name: page, configMap: {name: page}}]
EOF
kubectl -n "$NS_MAIN" apply -k .
