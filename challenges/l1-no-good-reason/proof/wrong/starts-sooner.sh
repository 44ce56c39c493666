# faults: cedar
# fails: It is still the same program
# The catalogue is read another time.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","-ec","mkdir -p /tmp/www/cgi-bin; cp /app/alive /app/ready /tmp/www/cgi-bin/; echo Six books, for four weeks > /tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www"]}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
