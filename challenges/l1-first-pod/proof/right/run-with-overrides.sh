# All of it in one command; the page alone as a file, and a limit that is the request too.
kubectl -n "$NS_MAIN" run almanac --image=registry.k8s.io/e2e-test-images/nginx:1.27.0-2 --labels=app.kubernetes.io/name=almanac,team=sky --override-type=strategic --overrides='{"spec":{
  "containers":[{"name":"almanac","resources":{"limits":{"memory":"16Mi"}},"volumeMounts":[{"name":"page","mountPath":"/usr/share/nginx/html/index.html","subPath":"index.html"}]}],
  "volumes":[{"name":"page","configMap":{"name":"almanac-page"}}]}}'
