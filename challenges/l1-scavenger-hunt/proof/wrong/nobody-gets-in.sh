# faults: poplar
# fails: No policy, budget, autoscaler, job or ConfigMap was added
# Every answer is right, and every customer is shut out.
. "$(dirname "$0")/../right/jsonpath.sh"
k apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: nobody}
spec: {podSelector: {}, policyTypes: [Ingress]}
EOF
