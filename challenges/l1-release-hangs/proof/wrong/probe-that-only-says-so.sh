# faults: amber
# fails: A readiness probe asks the port that serves the page
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"exec":{"command":["sh","-c","sleep 7; true"]},"timeoutSeconds":9}}]'
