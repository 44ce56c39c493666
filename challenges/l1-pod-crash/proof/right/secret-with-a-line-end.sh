# faults: amber
# As `echo EUR | base64` and --from-file make it.
echo EUR > "$TMPDIR/SHOP_CURRENCY"
kubectl -n "$NS_MAIN" create secret generic currency --from-file="$TMPDIR/SHOP_CURRENCY"
kubectl -n "$NS_MAIN" set env deployment/shop --from=secret/currency
