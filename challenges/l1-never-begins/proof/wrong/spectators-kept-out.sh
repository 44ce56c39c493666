# faults: dune
# fails: Spectators are let in
# The board is well, and lets nobody in.
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/lifecycle/postStart/exec/command/1","value":"http://localhost:8080/"}]'
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec: {podSelector: {matchLabels: {app.kubernetes.io/name: board}}, policyTypes: [Ingress]}
Y
