# fails: A pod that says nothing is welcome
# A quota on requests and limits refuses who says nothing of them.
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
EOF
kubectl label namespace "$NS_MAIN" pod-security.kubernetes.io/enforce=baseline
