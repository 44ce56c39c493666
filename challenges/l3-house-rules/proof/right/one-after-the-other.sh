# Rules that take nothing from anybody may come on top.
kubectl label namespace "$NS_MAIN" pod-security.kubernetes.io/enforce=baseline --overwrite
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: v1
kind: LimitRange
metadata: {name: house}
spec:
  limits:
  - type: Container
    defaultRequest: {cpu: 50m, memory: 64Mi}
    default: {memory: 128Mi}
    max: {memory: 512Mi}
EOF
kubectl -n "$NS_MAIN" rollout restart deployment till
kubectl -n "$NS_MAIN" rollout status deployment till --timeout=240s
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: v1
kind: ResourceQuota
metadata: {name: house}
spec:
  hard:
    pods: "10"
    requests.memory: 2Gi
    count/configmaps: "50"
    requests.cpu: "1"
    limits.memory: 2Gi
    services.nodeports: "0"
    services.loadbalancers: "0"
EOF
kubectl -n "$NS_MAIN" create pdb till --selector app.kubernetes.io/name=till --max-unavailable 1
