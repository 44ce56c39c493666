# faults: amber, birch, dune
# solution: It lets the pod template name the ConfigMap, the Secret's key and the volume's source that are there; the Deployment makes new pods, whose containers can be created.
# The template is made to ask for what is there.
kubectl -n "$NS_MAIN" patch deployment guide -p '{"spec":{"template":{"spec":{
  "containers":[{"name":"guide","env":[
    {"name":"MUSEUM_HOURS","valueFrom":{"configMapKeyRef":{"name":"museum-settings"}}},
    {"name":"STAFF_PASSWORD","valueFrom":{"secretKeyRef":{"name":"museum-staff","key":"'"$(kubectl -n "$NS_MAIN" get secret museum-staff -o go-template='{{range $k, $v := .data}}{{$k}}{{end}}')"'"}}}]}],
  "volumes":[{"name":"pages","secret":null,"configMap":{"name":"museum-pages"}}]}}}}'
