# solution: One manifest with a Deployment and a Service for each part; variables hold the names of Services, the snow comes from its ConfigMap, and /healthz says whether a pod serves.
kubectl -n "$NS_MAIN" apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata: {name: cache}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: cache}}
  template:
    metadata: {labels: {app.kubernetes.io/name: cache}}
    spec:
      terminationGracePeriodSeconds: 2
      containers:
      - name: cache
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, /programs/cache]
        envFrom: [{configMapRef: {name: snow}}]
        ports: [{name: http, containerPort: 6379}]
        readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 2}
        resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
        volumeMounts: [{name: programs, mountPath: /programs}]
      volumes: [{name: programs, configMap: {name: programs}}]
---
apiVersion: v1
kind: Service
metadata: {name: cache}
spec:
  selector: {app.kubernetes.io/name: cache}
  ports: [{name: http, port: 6379, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 2
  selector: {matchLabels: {app.kubernetes.io/name: api}}
  template:
    metadata: {labels: {app.kubernetes.io/name: api}}
    spec:
      terminationGracePeriodSeconds: 2
      containers:
      - name: api
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, /programs/api]
        env: [{name: CACHE, value: "http://cache:6379/"}]
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}, periodSeconds: 2}
        resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
        volumeMounts: [{name: programs, mountPath: /programs}]
      volumes: [{name: programs, configMap: {name: programs}}]
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  selector: {app.kubernetes.io/name: api}
  ports: [{name: http, port: 8080, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: front}
spec:
  replicas: 2
  selector: {matchLabels: {app.kubernetes.io/name: front}}
  template:
    metadata: {labels: {app.kubernetes.io/name: front}}
    spec:
      terminationGracePeriodSeconds: 2
      containers:
      - name: front
        image: registry.k8s.io/e2e-test-images/busybox:1.37.0-2
        command: [sh, /programs/front]
        env: [{name: API, value: "http://api:8080/"}]
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}, periodSeconds: 2}
        resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
        volumeMounts: [{name: programs, mountPath: /programs}]
      volumes: [{name: programs, configMap: {name: programs}}]
---
apiVersion: v1
kind: Service
metadata: {name: front}
spec:
  selector: {app.kubernetes.io/name: front}
  ports: [{name: http, port: 80, targetPort: http}]
EOF
