# faults: cedar
# fails: One that hangs is restarted
# One that hangs while it starts is left to itself for a day.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/startupProbe","value":{"httpGet":{"path":"/cgi-bin/ready","port":"http"},"periodSeconds":1,"failureThreshold":86400}}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
