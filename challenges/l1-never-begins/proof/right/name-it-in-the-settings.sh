# faults: amber
# solution: It names the Service that is there in the ConfigMap, and has a new pod made, because a container that runs keeps the environment that it began with.
kubectl -n "$NS_MAIN" patch configmap board-settings --type merge -p '{"data":{"RESULTS_URL":"http://results/latest.txt"}}'
kubectl -n "$NS_MAIN" rollout restart deployment board
