# faults: dune
# The manifest is taken out, the line removed, and put in anew.
kubectl -n "$NS_MAIN" get deployment orders -o yaml | sed '/schedulerName:/d' > "$TMPDIR/orders.yaml"
kubectl -n "$NS_MAIN" replace --force --grace-period=1 -f "$TMPDIR/orders.yaml"
