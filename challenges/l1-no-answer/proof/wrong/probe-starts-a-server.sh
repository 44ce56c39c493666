# faults: cedar
# fails: Nothing else runs in the pods of tickets
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/env/-","value":{"name":"ADDRESS","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}},
  {"op":"add","path":"/spec/template/spec/containers/0/livenessProbe","value":{"periodSeconds":2,"exec":{"command":["sh","-c","httpd -p $ADDRESS:8080 -h /tmp/www; true"]}}}]'
