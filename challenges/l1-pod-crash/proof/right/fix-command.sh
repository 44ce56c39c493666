# faults: birch
# solution: It lets the command name the program where its volume is mounted, so that the container runtime finds something to start.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["/app/shop"]}]'
