# faults: cedar, dune
# fails: A pod that is lost is replaced by one that serves
# In the pods that are there; the next one comes without it.
for pod in $(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=tickets -o name); do
  kubectl -n "$NS_MAIN" exec "$pod" -- sh -c 'cp /tmp/www/healthz /tmp/www/health; httpd -p "$(hostname -i):8080" -h /tmp/www || true'
done
