# faults: dune
# solution: It mounts the volume that the pod has already, at the path where the program reads its catalogue: a volume that no container mounts is seen by none.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"catalogue","mountPath":"/etc/shop"}}]'
