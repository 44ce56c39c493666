# faults: dune
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"exec":{"command":["sh","-c","wget -q -O /dev/null http://127.0.0.1:8080/healthz || exit 1"]}}}]'
