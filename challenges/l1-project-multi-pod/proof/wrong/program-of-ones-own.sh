# fails: One workload runs program api as it is, and nothing else
# The same answer, by a program that asks the cache only once.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" rollout status deployment cache --timeout=120s
kubectl -n "$NS_MAIN" create configmap quick --from-literal=api='
mkdir -p /tmp/www; echo ok > /tmp/www/healthz; kept=$(wget -q -O - "$CACHE")
printf "{\"snow\": \"%s\", \"api\": \"%s\", \"cache\": \"%s\"}\n" "$(echo "$kept" | sed -n 1p)" "$(hostname)" "$(echo "$kept" | sed -n 2p)" > /tmp/www/index.html
exec httpd -f -p 8080 -h /tmp/www'
kubectl -n "$NS_MAIN" patch deployment api -p '{"spec":{"template":{"spec":{"volumes":[{"name":"programs","configMap":{"name":"quick"}}]}}}}'
