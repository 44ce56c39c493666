# trap: the quota made anew by another manager under another name, and the same
kubectl -n "$NS_MAIN" apply --server-side --field-manager=platform -f - <<'Y'
apiVersion: v1
kind: ResourceQuota
metadata: {name: squad}
spec: {hard: {pods: "2", requests.memory: 64Mi}}
Y
kubectl -n "$NS_MAIN" delete resourcequota team
kubectl -n "$NS_MAIN" set resources deployment worker --requests=memory=32Mi
