# faults: birch
# fails: Nobody outside the cluster gets in
# A container of initContainers holds it.
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":8080}]'
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[
  {"op":"replace","path":"/spec/replicas","value":1},
  {"op":"replace","path":"/spec/strategy","value":{"type":"Recreate"}},
  {"op":"add","path":"/spec/template/spec/initContainers","value":[{"name":"door","restartPolicy":"Always",
    "image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2","command":["sh","-c","mkfifo /tmp/back; while :; do nc -l 8081 < /tmp/back | nc 127.0.0.1 8080 > /tmp/back; done"],
    "ports":[{"containerPort":8081,"hostPort":8081}]}]}]'
