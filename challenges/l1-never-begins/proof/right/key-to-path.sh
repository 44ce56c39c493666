# faults: birch
# solution: It lets the volume give the key the name of the file that is wanted; the ConfigMap stays as it is.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"template":{"spec":{"volumes":[{"name":"entries","configMap":{"name":"entries","items":[{"key":"entries-saturday.txt","path":"entries.txt"}]}}]}}}}'
