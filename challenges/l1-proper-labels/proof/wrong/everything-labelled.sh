# fails: The fountain is as it was
# All pods at once, the neighbours' too.
kubectl -n "$NS_MAIN" label pods,deployments,services --all app.kubernetes.io/part-of=toy-library
