# trap: deleted and made anew as a pod that nobody replaces
# fails: A pod that is lost is replaced
kubectl -n "$NS_MAIN" delete deployment web
kubectl -n "$NS_MAIN" run web --image=registry.k8s.io/e2e-test-images/agnhost:2.66.1 --labels=app=web --env=RELEASE=2 \
  --overrides='{"spec":{"terminationGracePeriodSeconds":1,"containers":[{"name":"web","ports":[{"name":"http","containerPort":8080}]}]}}' --override-type=strategic \
  --command -- /agnhost netexec --http-port=8080
kubectl -n "$NS_MAIN" wait pod web --for=condition=Ready --timeout=60s
