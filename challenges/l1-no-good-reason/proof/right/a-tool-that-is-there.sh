# faults: ember
# solution: It calls wget in place of curl, because that is in this image; all else of the probe stays as it is.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/exec/command","value":["wget","-q","-O","/dev/null","http://localhost:8080/cgi-bin/ready"]}]'
