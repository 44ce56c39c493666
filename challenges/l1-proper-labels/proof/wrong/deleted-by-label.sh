# fails: The fountain is as it was
# What has the old name is not the library's alone.
kubectl -n "$NS_MAIN" delete deployments -l app.kubernetes.io/name=server
