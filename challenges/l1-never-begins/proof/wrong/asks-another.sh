# faults: amber
# fails: The next pod begins when it should
# Somebody answers under this name, whether there are results or not.
kubectl -n "$NS_MAIN" create deployment result --image=registry.k8s.io/e2e-test-images/agnhost:2.66.1 -- /agnhost netexec --http-port=8080
kubectl -n "$NS_MAIN" create service clusterip result --tcp=80:8080
kubectl -n "$NS_MAIN" set env deployment/board --containers=prepare RESULTS_URL=http://result/
kubectl -n "$NS_MAIN" set env deployment/board --containers=feed RESULTS_URL=http://results/latest.txt
kubectl -n "$NS_MAIN" rollout status deployment board --timeout=180s
