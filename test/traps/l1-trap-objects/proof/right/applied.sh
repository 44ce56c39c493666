# trap: applied by another manager, with labels, and more than is asked
kubectl -n "$NS_MAIN" delete deployment old --cascade=foreground
kubectl -n "$NS_MAIN" delete persistentvolumeclaim old-prices
kubectl -n "$NS_MAIN" apply --server-side --field-manager=platform -f - <<'Y'
apiVersion: v1
kind: ConfigMap
metadata: {name: prices, labels: {team: a}}
data: {tea: "2.50", soup: "4.20"}
Y
