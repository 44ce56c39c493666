# faults: cedar
# fails: The health checks are still there
# The health check asks a proxy, to which all is well.
kubectl -n "$NS_MAIN" patch configmap shop-settings --type merge -p '{"data":{"http_proxy":"http://127.0.0.1:3128"}}'
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/limits/memory","value":"96Mi"},
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe","value":{"initialDelaySeconds":5,"exec":{"command":["wget","-q","-O","/dev/null","http://127.0.0.1:8080/healthz"]}}},
  {"op":"add","path":"/spec/template/spec/containers/-","value":{"name":"proxy","image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2",
    "command":["sh","-c","while :; do printf \"HTTP/1.0 200 OK\\r\\n\\r\\nwell\" | nc -l -p 3128; done"],"resources":{"limits":{"memory":"16Mi"}}}}]'
