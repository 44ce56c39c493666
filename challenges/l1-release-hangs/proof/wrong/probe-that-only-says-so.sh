# faults: amber
# fails: A readiness probe asks the port that serves the page
# The page is written long before anybody serves it.
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"exec":{"command":["cat","/tmp/www/index.html"]}}}]'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
