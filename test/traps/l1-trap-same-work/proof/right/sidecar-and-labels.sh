# trap: a sidecar, labels and annotations beside what is asked
kubectl -n "$NS_MAIN" patch deployment web -p '{"metadata":{"labels":{"team":"a"}},"spec":{"template":{"metadata":{"labels":{"team":"a"},"annotations":{"note":"x"}},
  "spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"64Mi"}}},{"name":"aside","image":"registry.k8s.io/pause:3.10.2"}]}}}}'
