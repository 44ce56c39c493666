# trap: another image that sleeps, under the same name
# fails: It is the same image
kubectl -n "$NS_MAIN" patch deployment web --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0","value":
  {"name":"web","image":"registry.k8s.io/pause:3.10.2","ports":[{"name":"http","containerPort":8080}],"resources":{"limits":{"memory":"64Mi"}}}}]'
