# faults: cedar
# fails: Nothing else runs in the pods of tickets
# As a container of initContainers that runs on.
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"add","path":"/spec/template/spec/initContainers","value":[{"name":"door","restartPolicy":"Always",
  "image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2",
  "env":[{"name":"ADDRESS","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],
  "command":["sh","-c","mkdir /tmp/w; echo ok > /tmp/w/healthz; echo \"edition 7: 214 seats left\" > /tmp/w/index.html; exec httpd -f -p $ADDRESS:8080 -h /tmp/w"]}]}]'
