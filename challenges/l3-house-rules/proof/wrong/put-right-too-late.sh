# fails: The till that runs follows the rules
# The pods were made under rules that were put right only later.
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: v1
kind: ResourceQuota
metadata: {name: house}
spec:
  hard:
    pods: "10"
    requests.cpu: "1"
    limits.memory: 2Gi
    services.nodeports: "0"
    services.loadbalancers: "0"
---
apiVersion: v1
kind: LimitRange
metadata: {name: house}
spec:
  limits:
  - type: Container
    defaultRequest: {cpu: 50m, memory: 64Mi}
    default: {memory: 300Mi}
    max: {memory: 512Mi}
EOF
kubectl label namespace "$NS_MAIN" pod-security.kubernetes.io/enforce=baseline
kubectl -n "$NS_MAIN" rollout restart deployment till
kubectl -n "$NS_MAIN" rollout status deployment till --timeout=240s
kubectl -n "$NS_MAIN" patch limitrange house --type json -p '[{"op":"replace","path":"/spec/limits/0/default/memory","value":"128Mi"}]'
