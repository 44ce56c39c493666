# faults: dune
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/path","value":"/"},
  {"op":"add","path":"/spec/template/spec/containers/0/livenessProbe","value":{"httpGet":{"path":"/healthz","port":"http"}}},
  {"op":"add","path":"/spec/template/spec/containers/0/startupProbe","value":{"exec":{"command":["test","-e","/tmp/www/healthz"]},"periodSeconds":1}}]'
