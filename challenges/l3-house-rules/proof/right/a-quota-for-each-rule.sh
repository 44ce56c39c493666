# Other ways to write the same, and the pods are replaced by being deleted.
kubectl -n "$NS_MAIN" create quota pods --hard=count/pods=10
kubectl -n "$NS_MAIN" create quota compute --hard=cpu=1000m,limits.memory=2048Mi
kubectl -n "$NS_MAIN" create quota doors --hard=services.nodeports=0,services.loadbalancers=0
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: v1
kind: LimitRange
metadata: {name: defaults}
spec:
  limits:
  - type: Container
    defaultRequest: {cpu: 0.05, memory: 65536Ki}
    default: {memory: 128Mi}
---
apiVersion: v1
kind: LimitRange
metadata: {name: most}
spec:
  limits:
  - type: Container
    defaultRequest: {cpu: 50m, memory: 64Mi}
    default: {memory: 128Mi}
    max: {memory: 0.5Gi}
EOF
kubectl label namespace "$NS_MAIN" pod-security.kubernetes.io/enforce=baseline pod-security.kubernetes.io/enforce-version=latest pod-security.kubernetes.io/warn=restricted
kubectl -n "$NS_MAIN" delete pods -l app.kubernetes.io/name=till
