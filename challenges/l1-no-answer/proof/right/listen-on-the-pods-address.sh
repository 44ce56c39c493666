# faults: cedar
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/env","value":[{"name":"LISTEN_ON","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}]}]'
