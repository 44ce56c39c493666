# faults: cedar
# solution: It names a user other than root for the pod, so that the kubelet can see that the rule against root is kept, whatever user the image names.
kubectl -n "$NS_MAIN" patch deployment guide -p '{"spec":{"template":{"spec":{"securityContext":{"runAsUser":10001,"runAsGroup":10001}}}}}'
