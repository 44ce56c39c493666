# fails: The page is mounted from a ConfigMap
# Written into each pod that is there.
. "$(dirname "$0")/welcome-behind-the-service.sh"
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=90s
for pod in $(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=pool --field-selector status.phase=Running -o name); do
  kubectl -n "$NS_MAIN" exec "$pod" -- sh -c 'echo Open daily from 7 to 20 > /usr/share/nginx/html/index.html' || true # one that is just going
done
