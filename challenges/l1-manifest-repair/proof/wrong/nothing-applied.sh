# fails: Deployment feedback has two pods, and both are ready
kubectl apply -f "$FILES/feedback.yaml" --dry-run=server || true
