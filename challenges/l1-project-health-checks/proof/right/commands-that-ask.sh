# Commands in the container ask in place of the kubelet, and the shell waits.
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{
  "terminationGracePeriodSeconds":30,
  "containers":[{"name":"seats",
    "readinessProbe":{"exec":{"command":["wget","-q","-O","/dev/null","http://localhost:8080/ready"]},"periodSeconds":3,"timeoutSeconds":5,"failureThreshold":2},
    "livenessProbe":{"exec":{"command":["wget","-q","-O","/dev/null","http://127.0.0.1:8080/alive"]},"periodSeconds":5,"timeoutSeconds":6,"failureThreshold":2},
    "startupProbe":{"tcpSocket":{"port":8080},"periodSeconds":1,"failureThreshold":150},
    "lifecycle":{"preStop":{"exec":{"command":["sh","-c","sleep 8"]}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
