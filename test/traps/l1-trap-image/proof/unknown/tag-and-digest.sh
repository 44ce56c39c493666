# trap: its tag and a digest, which is what counts
id=$(kubectl -n "$NS_MAIN" get pods -l app=web -o jsonpath='{.items[0].status.containerStatuses[0].imageID}')
digest=${id##*@}
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"'"docker.io/library/nginx:latest@$digest"'","resources":{"limits":{"memory":"64Mi"}}}]}}}}'
