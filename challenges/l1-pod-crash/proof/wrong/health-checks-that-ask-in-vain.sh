# faults: cedar
# fails: The health checks are still there
# They ask, and do not care for the answer.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/limits/memory","value":"96Mi"},
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe","value":{"exec":{"command":["sh","-c","wget -q -O- http://127.0.0.1:8080/healthz || true"]}}},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"exec":{"command":["sh","-c","wget -q -O- http://127.0.0.1:8080/healthz; true"]}}}]'
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
