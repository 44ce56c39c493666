# Written anew, as another kind, by somebody who mistrusts what is there.
key=$(kubectl -n "$NS_MAIN" get secret museum-staff -o go-template='{{range $k, $v := .data}}{{$k}}{{end}}')
kubectl -n "$NS_MAIN" delete deployment guide
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: museum}
spec:
  serviceName: guide
  replicas: 2
  selector:
    matchLabels: {app.kubernetes.io/name: guide, kind: stateful}
  template:
    metadata:
      labels: {app.kubernetes.io/name: guide, kind: stateful}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: guide
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, -ec]
        args:
        - |
          mkdir -p /tmp/www/staff
          sed "s/@HOURS@/\$MUSEUM_HOURS/" /pages/index.html > /tmp/www/index.html
          echo "The keys hang behind the desk." > /tmp/www/staff/index.html
          echo "/staff:staff:\$STAFF_PASSWORD" > /tmp/httpd.conf
          exec httpd -f -p 8080 -h /tmp/www -c /tmp/httpd.conf
        env:
        - name: MUSEUM_HOURS
          valueFrom: {configMapKeyRef: {name: museum-settings, key: hours}}
        - name: STAFF_PASSWORD
          valueFrom: {secretKeyRef: {name: museum-staff, key: $key}}
        ports:
        - {name: http, containerPort: 8080}
        readinessProbe:
          httpGet: {path: /, port: 8080}
          periodSeconds: 5
        resources:
          requests: {cpu: 10m, memory: 16Mi}
          limits: {memory: 64Mi}
        securityContext: {runAsNonRoot: true, runAsUser: 1000}
        volumeMounts:
        - {name: pages, mountPath: /pages/index.html, subPath: index.html}
      volumes:
      - name: pages
        configMap: {name: museum-pages}
EOF
