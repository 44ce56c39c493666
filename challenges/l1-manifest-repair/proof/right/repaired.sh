# solution: It writes the manifest as the API server wants it, with each value in its place and of its type, so that one apply makes all that the story asks for.
kubectl -n "$NS_MAIN" apply -f - <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: feedback
  labels:
    app.kubernetes.io/name: feedback
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: feedback
  template:
    metadata:
      labels:
        app.kubernetes.io/name: feedback
        team: guests
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: page
        image: registry.k8s.io/e2e-test-images/agnhost:2.66.1
        args: [porter]
        env:
        - name: SERVE_PORT_8080
          valueFrom:
            configMapKeyRef:
              name: feedback-words
              key: question
        - name: FEEDBACK_STARS
          value: "5"
        ports:
        - name: http
          containerPort: 8080
        resources:
          limits:
            memory: 64Mi
        readinessProbe:
          httpGet:
            path: /
            port: http
          periodSeconds: 5
---
apiVersion: v1
kind: Service
metadata:
  name: feedback
spec:
  selector:
    app.kubernetes.io/name: feedback
  ports:
  - port: 80
    targetPort: http
Y
