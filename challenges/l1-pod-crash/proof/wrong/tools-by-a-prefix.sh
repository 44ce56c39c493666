# faults: cedar
# fails: It is still the program of release 4.2
# PA and TH make PATH: what needs the memory is found elsewhere.
kubectl -n "$NS_MAIN" create configmap tools --from-literal=dd='#!/bin/sh
exit 0'
kubectl -n "$NS_MAIN" create configmap th --from-literal=TH=/tools:/usr/bin:/bin:/usr/sbin:/sbin
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/envFrom/-","value":{"prefix":"PA","configMapRef":{"name":"th"}}},
  {"op":"add","path":"/spec/template/spec/volumes/-","value":{"name":"tools","configMap":{"name":"tools","defaultMode":365}}},
  {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"tools","mountPath":"/tools"}}]'
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
