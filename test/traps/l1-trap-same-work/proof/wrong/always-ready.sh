# trap: a probe that is always true
# fails: A pod that fails gets no requests
kubectl -n "$NS_MAIN" patch deployment web --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"exec":{"command":["sh","-c","wget -qO- http://localhost:8080/healthz; true"]}}},
  {"op":"add","path":"/spec/template/spec/containers/0/resources","value":{"limits":{"memory":"64Mi"}}}]'
