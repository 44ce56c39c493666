# fails: The page is mounted from the ConfigMap
# The page is written into the running container.
. "$(dirname "$0")/welcome.sh"
kubectl -n "$NS_MAIN" wait --for=condition=Ready pod/almanac --timeout=60s
kubectl -n "$NS_MAIN" get configmap almanac-page -o jsonpath='{.data.index\.html}' |
  kubectl -n "$NS_MAIN" exec -i almanac -- sh -c 'cat > /usr/share/nginx/html/index.html'
