# faults: birch
# fails: Visitors read the winter hours, of release 2
# Release 1 shows the winter hours, and release 2 is still nowhere.
kubectl -n "$NS_MAIN" patch configmap hours --type merge -p '{"data":{"summer":"Winter hours: 9 to 18"}}'
for pod in $(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=pool -o name); do
  kubectl -n "$NS_MAIN" delete "$pod"
  kubectl -n "$NS_MAIN" wait deployment pool --for=jsonpath='{.status.readyReplicas}'=2 --timeout=90s
done
