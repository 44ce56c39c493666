# trap: what was refused is not tried again yet
kubectl -n "$NS_MAIN" patch deployment worker --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/resources"}]'
kubectl -n "$NS_MAIN" wait deployment worker --for=jsonpath='{.status.observedGeneration}'=2 --timeout=60s
kubectl -n "$NS_MAIN" wait deployment worker --for=condition=ReplicaFailure --timeout=60s
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: v1
kind: LimitRange
metadata: {name: worker}
spec: {limits: [{type: Container, defaultRequest: {memory: 16Mi}}]}
Y
