# The other way round, from the front to the cache, which is a StatefulSet here;
# nothing may be written but into /tmp, and a command asks whether a pod serves.
. "$(dirname "$0")/one-manifest.sh"
kubectl -n "$NS_MAIN" delete deployment cache
kubectl -n "$NS_MAIN" patch deployment api -p '{"spec":{"template":{"spec":{
  "volumes":[{"name":"tmp","emptyDir":{}}],
  "containers":[{"name":"api","securityContext":{"readOnlyRootFilesystem":true,"runAsUser":10001},"volumeMounts":[{"name":"tmp","mountPath":"/tmp"}],
    "livenessProbe":{"httpGet":{"path":"/healthz","port":"http"},"periodSeconds":5},
    "readinessProbe":{"httpGet":null,"exec":{"command":["wget","-q","-O","/dev/null","http://127.0.0.1:8080/healthz"]},"periodSeconds":5}}]}}}}'
kubectl -n "$NS_MAIN" create configmap snow-as-well --from-literal=SNOW="$(kubectl -n "$NS_MAIN" get configmap snow -o jsonpath='{.data.SNOW}')"
kubectl -n "$NS_MAIN" apply -f - <<'EOF'
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: store}
spec:
  serviceName: cache
  selector: {matchLabels: {tier: store}}
  template:
    metadata: {labels: {tier: store}}
    spec:
      terminationGracePeriodSeconds: 2
      containers:
      - name: store
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, -c, "cd /srv && exec ./cache"]
        envFrom: [{configMapRef: {name: snow-as-well}}]
        volumeMounts: [{name: programs, mountPath: /srv}]
      volumes: [{name: programs, configMap: {name: programs, items: [{key: cache, path: cache, mode: 0555}]}}]
EOF
kubectl -n "$NS_MAIN" patch service cache --type json -p '[
  {"op":"replace","path":"/spec/selector","value":{"tier":"store"}},
  {"op":"replace","path":"/spec/ports","value":[{"port":6379}]}]'
