# trap: a Service made anew, with another name for its port and a port more
kubectl -n "$NS_MAIN" delete service shop
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{name: web, port: 80, targetPort: 8080}, {name: more, port: 81, targetPort: 9}]
Y
