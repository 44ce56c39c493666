# fails: New pods come with their labels
# kubectl label changes the Deployment, not what it makes.
kubectl -n "$NS_MAIN" label deployment,service catalogue app.kubernetes.io/name=catalogue app.kubernetes.io/component=api app.kubernetes.io/part-of=toy-library
kubectl -n "$NS_MAIN" label deployment,service front app.kubernetes.io/name=front app.kubernetes.io/component=web app.kubernetes.io/part-of=toy-library
