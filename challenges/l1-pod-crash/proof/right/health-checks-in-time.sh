# faults: cedar
# Commands that do nothing but ask or look, by a shell that ends at the first failure and within a time.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/limits/memory","value":"96Mi"},
  {"op":"add","path":"/spec/template/spec/containers/0/startupProbe","value":{"periodSeconds":1,"failureThreshold":60,"exec":{"command":["sh","-c","test -e /tmp/www/healthz"]}}},
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe","value":{"timeoutSeconds":5,"exec":{"command":["timeout","-s","KILL","3","wget","-qO-","http://localhost:8080/healthz"]}}},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"periodSeconds":2,"exec":{"command":["sh","-ec","wget -qO- http://localhost:8080/healthz > /dev/null"]}}}]'
