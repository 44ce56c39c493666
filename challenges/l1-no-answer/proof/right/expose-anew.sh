# faults: amber, ember
# An equal Service of the same name in the place of the old one.
kubectl -n "$NS_MAIN" delete service tickets
kubectl -n "$NS_MAIN" expose deployment tickets --port=80 --target-port=8080
