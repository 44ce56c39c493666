# faults: dune
# fails: A new pod gets the hours, the page and the password
# An init container writes the page into an empty volume: it now stands in the template.
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[
  {"op":"replace","path":"/spec/template/spec/volumes/0","value":{"name":"pages","emptyDir":{}}},
  {"op":"add","path":"/spec/template/spec/initContainers","value":[{"name":"page","image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2",
    "command":["sh","-c","echo \"<p>Open @HOURS@.</p><p>Begin on the left, with the anchors.</p>\" > /pages/index.html"],
    "resources":{"requests":{"cpu":"10m","memory":"16Mi"}},
    "volumeMounts":[{"name":"pages","mountPath":"/pages"}]}]}]'
