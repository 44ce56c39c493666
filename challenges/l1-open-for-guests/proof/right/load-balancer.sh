# A LoadBalancer is a NodePort with an address before it, and bookings serves the pitches inside as well.
kubectl -n "$NS_MAIN" expose deployment camp --name=pitches --type=LoadBalancer --port=80 --target-port=pitches
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: v1
kind: Service
metadata: {name: bookings}
spec:
  selector: {app.kubernetes.io/name: camp, app.kubernetes.io/instance: season}
  ports: [{name: bookings, port: 80, targetPort: 8090}, {name: pitches, port: 81, targetPort: pitches}]
Y
