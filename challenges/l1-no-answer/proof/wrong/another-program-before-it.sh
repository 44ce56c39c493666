# faults: cedar
# fails: It is still the program of tickets
# A second server at the pod's address, in lines that come before the program.
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/env/-","value":{"name":"ADDRESS","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}},
  {"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","-c","LISTEN_ON=127.0.0.1\nmkdir\t/tmp/www\nhttpd\t-p\t$ADDRESS:8080\t-h\t/tmp/www\nLISTEN_ON=127.0.0.1 exec /app/tickets"]}]'
