# faults: amber
# fails: It is release 2 as it was delivered
# The program gives way to the probe.
kubectl -n "$NS_MAIN" get deployment pool -o yaml | sed 's/9090/8080/g' | kubectl -n "$NS_MAIN" apply -f -
