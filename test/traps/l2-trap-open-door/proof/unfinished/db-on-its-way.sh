# trap: the right policies, and db not ready yet
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{podSelector: {matchLabels: {app: friend}}}], ports: [{port: 8080}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: friend}
spec:
  podSelector: {matchLabels: {app: friend}}
  policyTypes: [Egress]
  egress:
  - to: [{podSelector: {matchLabels: {app: db}}}]
  - ports: [{port: 53, protocol: UDP}, {port: 53}]
Y
kubectl -n "$NS_MAIN" delete pod db
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec:
  terminationGracePeriodSeconds: 1
  initContainers: [{name: slow, image: registry.k8s.io/e2e-test-images/agnhost:2.66.1, command: [sleep, "12"]}]
  containers:
  - name: program
    image: registry.k8s.io/e2e-test-images/agnhost:2.66.1
    command: [/agnhost, netexec, --http-port=8080]
    readinessProbe: {httpGet: {port: 8080, path: /healthz}, periodSeconds: 1}
Y
