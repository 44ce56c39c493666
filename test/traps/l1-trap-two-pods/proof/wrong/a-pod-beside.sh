# trap: a second pod that nobody replaces
# fails: Two pods are wanted
kubectl -n "$NS_MAIN" run aside --image=registry.k8s.io/e2e-test-images/agnhost:2.66.1 --labels=app=web --overrides='{"spec":{"terminationGracePeriodSeconds":1}}' --override-type=strategic --command -- /agnhost netexec --http-port=8080
kubectl -n "$NS_MAIN" wait pod aside --for=condition=Ready --timeout=60s
