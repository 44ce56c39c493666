# fails: SERVE_PORT_8080 comes from ConfigMap feedback-words
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" patch deployment feedback --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/env/0",
  "value":{"name":"SERVE_PORT_8080","value":"How did you like the soup? Give it one to five stars."}}]'
