# faults: dune
# fails: One that cannot serve gets no requests
# A page that is there for as long as the program runs.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet","value":{"path":"/","port":"http"}}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
