# faults: dune
# fails: New pods want of a node what the story says, and nothing else
# Somebody does for these pods what a scheduler does, and not for the next ones.
node=$(kubectl get nodes -o jsonpath='{.items[0].metadata.name}')
for pod in $(kubectl -n "$NS_MAIN" get pods -o jsonpath='{.items[*].metadata.name}'); do
  kubectl create --raw "/api/v1/namespaces/$NS_MAIN/pods/$pod/binding" -f - <<EOF
{"apiVersion": "v1", "kind": "Binding", "metadata": {"name": "$pod"}, "target": {"apiVersion": "v1", "kind": "Node", "name": "$node"}}
EOF
done
kubectl -n "$NS_MAIN" rollout status deployment orders --timeout=60s
