# fails: Any guest is let in
# A policy that lets in who lives in the same namespace.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" apply -f - <<'EOF'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: neighbours}
spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}
EOF
