# faults: birch
# The same port under a second name, and one more port of the Service.
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"add","path":"/spec/template/spec/containers/0/ports/-","value":{"name":"web","containerPort":8080}}]'
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"alt","port":8080,"targetPort":8080}}]'
