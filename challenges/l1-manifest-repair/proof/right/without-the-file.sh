# Nothing of the file: kubectl's own verbs, with a selector of another label.
k() { kubectl -n "$NS_MAIN" "$@"; }
k create deployment feedback --image=registry.k8s.io/e2e-test-images/agnhost:2.66.1 --replicas=2 -- /agnhost porter
k set env deployment feedback FEEDBACK_STARS=5
k set resources deployment feedback --limits=memory=64Mi
k patch deployment feedback -p '{"spec":{"template":{"metadata":{"labels":{"app.kubernetes.io/name":"feedback","team":"guests"}},
  "spec":{"containers":[{"name":"agnhost","env":[{"name":"SERVE_PORT_8080","valueFrom":{"configMapKeyRef":{"name":"feedback-words","key":"question"}}}],
  "readinessProbe":{"tcpSocket":{"port":8080},"periodSeconds":2}}]}}}}'
k expose deployment feedback --port=80 --target-port=8080
