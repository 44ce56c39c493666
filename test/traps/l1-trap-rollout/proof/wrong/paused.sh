# trap: the template says it, and its rollout is paused
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" rollout pause deployment web
kubectl -n "$NS_MAIN" set env deployment/web RELEASE=2
