# faults: cedar
# fails: One that hangs is restarted
# Somebody accepts connections, also where the program hangs.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe","value":{"periodSeconds":10,"timeoutSeconds":5,"tcpSocket":{"port":8080}}}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
