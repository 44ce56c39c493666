# faults: cedar
# fails: It is still the program of release 4.2
# What is run to see whether it has started writes another page.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/limits/memory","value":"96Mi"},
  {"op":"add","path":"/spec/template/spec/containers/0/startupProbe","value":{"periodSeconds":1,"failureThreshold":60,"exec":{"command":["sh","-c","test -e /tmp/www/index.html && echo sale: today >> /tmp/www/index.html"]}}}]'
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
