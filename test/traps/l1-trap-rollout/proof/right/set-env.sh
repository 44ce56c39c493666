# trap: a rollout that is done
kubectl -n "$NS_MAIN" set env deployment/web RELEASE=2
