# solution: The same as manifests; name and instance together tell camp from its neighbour.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: v1
kind: Service
metadata: {name: bookings}
spec:
  selector: {app.kubernetes.io/name: camp, app.kubernetes.io/instance: season}
  ports: [{port: 80, targetPort: bookings}]
---
apiVersion: v1
kind: Service
metadata: {name: guests}
spec:
  type: NodePort
  selector: {app.kubernetes.io/name: camp, app.kubernetes.io/instance: season}
  ports: [{port: 8080, targetPort: pitches}]
Y
