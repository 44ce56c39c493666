# faults: birch
# The program comes to where the command looks for it.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/volumeMounts/0/mountPath","value":"/app/bin"}]'
