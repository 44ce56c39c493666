# faults: birch
# fails: Nobody outside the cluster gets in
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":8080}]'
kubectl -n "$NS_MAIN" expose deployment tickets --name=tickets-public --port=80 --target-port=8080 --type=LoadBalancer
