# faults: dune
# fails: One that cannot serve gets no requests
# Nobody asks, so it is ready from the beginning.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
