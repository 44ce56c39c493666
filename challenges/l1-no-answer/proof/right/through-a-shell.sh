# faults: cedar
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","-c","export LISTEN_ON=0.0.0.0\nexec /app/tickets"]}]'
