# faults: amber, birch, dune
# The template is made to ask for what is there.
kubectl -n "$NS_MAIN" patch deployment guide -p '{"spec":{"template":{"spec":{
  "containers":[{"name":"guide","env":[
    {"name":"MUSEUM_HOURS","valueFrom":{"configMapKeyRef":{"name":"museum-settings"}}},
    {"name":"STAFF_PASSWORD","valueFrom":{"secretKeyRef":{"name":"museum-staff","key":"'"$(kubectl -n "$NS_MAIN" get secret museum-staff -o go-template='{{range $k, $v := .data}}{{$k}}{{end}}')"'"}}}]}],
  "volumes":[{"name":"pages","secret":null,"configMap":{"name":"museum-pages"}}]}}}}'
