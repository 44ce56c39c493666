# A base for what all parts have in common, and a directory for each of them.
mkdir "$TMPDIR/report" && cd "$TMPDIR/report" && mkdir base cache api front
cat > base/kustomization.yaml <<'EOF'
resources: [part.yaml]
EOF
cat > base/part.yaml <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata: {name: part}
spec:
  replicas: 2
  selector: {}
  template:
    metadata: {}
    spec:
      terminationGracePeriodSeconds: 2
      containers:
      - name: main
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        readinessProbe: {tcpSocket: {port: http}, periodSeconds: 2}
        volumeMounts: [{name: programs, mountPath: /app}]
      volumes: [{name: programs, configMap: {name: programs, defaultMode: 0555}}]
---
apiVersion: v1
kind: Service
metadata: {name: part}
spec: {selector: {}}
EOF
part() { # name, port of the program, port of the Service, environment
  cat > "$1/kustomization.yaml" <<EOF
resources: [../base]
labels: [{pairs: {part: $1}, includeSelectors: true}]
patches:
- target: {kind: Deployment}
  patch: |
    - {op: replace, path: /metadata/name, value: $1}
    - {op: add, path: /spec/template/spec/containers/0/command, value: [/app/$1]}
    - {op: add, path: /spec/template/spec/containers/0/ports, value: [{name: http, containerPort: $2}]}
    - {op: add, path: /spec/template/spec/containers/0/env, value: [$4]}
- target: {kind: Service}
  patch: |
    - {op: replace, path: /metadata/name, value: $1}
    - {op: add, path: /spec/ports, value: [{port: $3, targetPort: http}]}
EOF
}
part cache 6379 6379 '{name: SNOW, valueFrom: {configMapKeyRef: {name: snow, key: SNOW}}}'
part api 8080 8080 "{name: CACHE, value: 'http://cache.$NS_MAIN.svc:6379'}"
part front 8080 80 "{name: API, value: 'api:8080'}"
echo 'resources: [cache, api, front]' > kustomization.yaml
kubectl -n "$NS_MAIN" apply -k .
