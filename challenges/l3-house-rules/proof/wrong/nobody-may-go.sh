# fails: No budget keeps the till where it is
. "$(dirname "$0")/../right/quota-range-label.sh"
kubectl -n "$NS_MAIN" create pdb till --selector app.kubernetes.io/name=till --max-unavailable 0
