# faults: birch, dune
# fails: It is still the program of release 4.2
# A page that looks right, from a program that is not the shop.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","-c","mkdir /tmp/www; echo ok > /tmp/www/healthz; echo release 4.2 espresso cup: 9.50 EUR milk jug: 24.00 EUR > /tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www"]}]'
