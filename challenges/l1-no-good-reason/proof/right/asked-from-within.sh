# faults: birch
# A command of the image, which gives up by itself before its time is over.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe","value":
  {"periodSeconds":5,"timeoutSeconds":8,"exec":{"command":["timeout","6","wget","-q","-O","/dev/null","http://127.0.0.1:8080/cgi-bin/alive"]}}}]'
