# faults: cedar
# fails: Before it opens it asks how feed is
# As an ordinary container it begins together with board.
feed=$(kubectl -n "$NS_MAIN" get deployment board -o jsonpath='{.spec.template.spec.initContainers[1]}' | sed 's/,*"restartPolicy":"Always"//; s/"port":8080/"port":9090/')
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[
  {"op":"remove","path":"/spec/template/spec/initContainers/1"},
  {"op":"add","path":"/spec/template/spec/containers/-","value":'"$feed"'}]'
kubectl -n "$NS_MAIN" rollout status deployment board --timeout=180s
