# trap: a probe that needs an hour to notice
# fails: A pod that fails gets no requests
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"64Mi"}},"readinessProbe":{"failureThreshold":3600}}]}}}}'
