# fails: Every pod of the guide is ready
# The next pod is made from the same template.
kubectl -n "$NS_MAIN" delete pods -l app.kubernetes.io/name=guide --grace-period=1
kubectl -n "$NS_MAIN" rollout restart deployment guide
