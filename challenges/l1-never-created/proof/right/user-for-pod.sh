# faults: cedar
kubectl -n "$NS_MAIN" patch deployment guide -p '{"spec":{"template":{"spec":{"securityContext":{"runAsUser":10001,"runAsGroup":10001}}}}}'
