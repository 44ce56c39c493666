# fails: The Service leads to the pods of the Deployment
# A pod of nobody has the same label, and serves the same.
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" run more --image=registry.k8s.io/e2e-test-images/agnhost:2.66.1 --labels=app.kubernetes.io/name=feedback,team=guests --port=8080 \
  --env=SERVE_PORT_8080='How did you like the soup? Give it one to five stars.' -- porter
kubectl -n "$NS_MAIN" patch service feedback --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":8080}]'
kubectl -n "$NS_MAIN" wait --for=condition=Ready pod/more --timeout=60s
