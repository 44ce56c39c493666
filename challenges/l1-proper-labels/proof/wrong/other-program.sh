# fails: The pods run what they ran
# The selector cannot be changed, so something else is made in its place.
kubectl -n "$NS_MAIN" delete deployment front
kubectl -n "$NS_MAIN" create deployment front --replicas=2 --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --dry-run=client -o yaml | sed 's/app: front/app.kubernetes.io\/name: front/' |
  kubectl -n "$NS_MAIN" create -f -
kubectl -n "$NS_MAIN" set selector service front app.kubernetes.io/name=front
