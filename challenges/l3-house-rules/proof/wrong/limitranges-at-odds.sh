# fails: No two LimitRanges contradict each other
# The one with the bound brings a default of its own, which nobody wrote: without a default it is max.
kubectl -n "$NS_MAIN" create quota house --hard=pods=10,requests.cpu=1,limits.memory=2Gi,services.nodeports=0,services.loadbalancers=0
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: v1
kind: LimitRange
metadata: {name: defaults}
spec:
  limits:
  - type: Container
    defaultRequest: {cpu: 50m, memory: 64Mi}
    default: {memory: 128Mi}
---
apiVersion: v1
kind: LimitRange
metadata: {name: most}
spec:
  limits:
  - type: Container
    max: {memory: 512Mi}
EOF
kubectl label namespace "$NS_MAIN" pod-security.kubernetes.io/enforce=baseline
kubectl -n "$NS_MAIN" delete pods -l app.kubernetes.io/name=till
