# trap: a container that ended once after the change, and runs
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"web"}}'
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"volumes":[{"name":"note","emptyDir":{}}],"containers":[{"name":"web","volumeMounts":[{"name":"note","mountPath":"/note"}],
  "command":["sh","-c","[ -e /note/once ] || { touch /note/once; exit 1; }; exec /agnhost netexec --http-port=8080"],"readinessProbe":{"httpGet":{"path":"/healthz","port":"http"},"periodSeconds":1}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment web --timeout=60s
