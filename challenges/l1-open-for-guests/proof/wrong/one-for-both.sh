# fails: Nothing else can be reached from outside
# One Service of type NodePort is enough to reach all, and opens all.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: v1
kind: Service
metadata: {name: bookings}
spec:
  type: NodePort
  selector: {app.kubernetes.io/name: camp, app.kubernetes.io/instance: season}
  ports: [{name: bookings, port: 80, targetPort: bookings}, {name: pitches, port: 8080, targetPort: pitches}]
Y
