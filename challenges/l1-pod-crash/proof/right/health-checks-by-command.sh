# faults: cedar
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/limits/memory","value":"96Mi"},
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe","value":{"initialDelaySeconds":5,"exec":{"command":["wget","-q","-O","/dev/null","http://127.0.0.1:8080/healthz"]}}},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"periodSeconds":2,"exec":{"command":["sh","-c","wget -q --spider http://localhost:8080/healthz > /dev/null 2>&1"]}}}]'
