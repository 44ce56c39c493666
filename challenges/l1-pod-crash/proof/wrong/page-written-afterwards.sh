# faults: amber
# fails: It is still the program of release 4.2
# The program runs with a currency of its own, and its page is changed behind it.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","-c","SHOP_CURRENCY=USD /app/shop & sleep 3; sed -i s/USD/EUR/ /tmp/www/index.html; wait"]}]'
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
