# faults: ember
# fails: One that cannot serve gets no requests
# Whatever is said, it is ready.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/exec/command","value":["sh","-c","curl -fsS http://localhost:8080/cgi-bin/ready || true"]}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
