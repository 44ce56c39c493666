# fails: It finds the API by the name of its Service
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" rollout status deployment api --timeout=90s
kubectl -n "$NS_MAIN" set env deployment/front API="http://$(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=api -o jsonpath='{.items[0].status.podIP}'):8080/"
