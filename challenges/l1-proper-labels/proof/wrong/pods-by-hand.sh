# fails: New pods come with their labels
# Queries and Services are content, until a pod is replaced.
kubectl -n "$NS_MAIN" label pods -l run=cat-1 app.kubernetes.io/name=catalogue app.kubernetes.io/component=api app.kubernetes.io/part-of=toy-library
kubectl -n "$NS_MAIN" label pods -l lane=left app.kubernetes.io/component=web app.kubernetes.io/part-of=toy-library
kubectl -n "$NS_MAIN" label deployment,service catalogue app.kubernetes.io/name=catalogue app.kubernetes.io/component=api app.kubernetes.io/part-of=toy-library
kubectl -n "$NS_MAIN" label deployment,service front app.kubernetes.io/name=front app.kubernetes.io/component=web app.kubernetes.io/part-of=toy-library
kubectl -n "$NS_MAIN" set selector service catalogue app.kubernetes.io/name=catalogue
