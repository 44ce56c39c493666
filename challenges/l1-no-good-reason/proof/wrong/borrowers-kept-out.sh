# faults: dune
# fails: Borrowers are let in
# The kubelet gets through to the pod, and nobody else does.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/host"}]'
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec: {podSelector: {}, policyTypes: [Ingress]}
Y
