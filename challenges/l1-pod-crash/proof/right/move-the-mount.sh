# faults: birch
# solution: It leaves the command as it is and mounts the program where the command looks for it.
# The program comes to where the command looks for it.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/volumeMounts/0/mountPath","value":"/app/bin"}]'
