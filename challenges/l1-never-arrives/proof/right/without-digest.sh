# faults: dune
# solution: It takes the digest away and leaves the tag, which is the approved one, so that the tag decides which image the init container gets.
image=$(kubectl -n "$NS_MAIN" get deployment timetable -o jsonpath='{.spec.template.spec.initContainers[0].image}')
kubectl -n "$NS_MAIN" patch deployment timetable --type json -p '[
  {"op":"replace","path":"/spec/template/spec/initContainers/0/image","value":"'"${image%@*}"'"}]'
