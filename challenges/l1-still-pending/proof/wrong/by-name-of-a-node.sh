# faults: amber
# fails: New pods want of a node what the story says, and nothing else
# A label that a node does have: its name. On that node, and on no other, there is room.
node=$(kubectl get nodes -o jsonpath='{.items[0].metadata.labels.kubernetes\.io/hostname}')
kubectl -n "$NS_MAIN" patch deployment orders --type json -p '[{"op":"replace","path":"/spec/template/spec/nodeSelector","value":{"kubernetes.io/hostname":"'"$node"'"}}]'
