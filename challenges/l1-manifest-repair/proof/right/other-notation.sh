# JSON, applied by the server, with other names, and with the question by way of another variable.
kubectl -n "$NS_MAIN" apply --server-side -f - <<'Y'
{"apiVersion": "v1", "kind": "List", "items": [
 {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "feedback"},
  "spec": {"type": "NodePort", "selector": {"team": "guests", "app.kubernetes.io/name": "feedback"}, "ports": [{"name": "web", "port": 80, "targetPort": "porter"}]}},
 {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "feedback"},
  "spec": {"replicas": 2, "selector": {"matchExpressions": [{"key": "team", "operator": "In", "values": ["guests"]}]},
   "template": {"metadata": {"labels": {"app.kubernetes.io/name": "feedback", "team": "guests", "tier": "web"}},
    "spec": {"terminationGracePeriodSeconds": 1, "containers": [{"name": "soup", "image": "registry.k8s.io/e2e-test-images/agnhost:2.66.1", "command": ["/agnhost"], "args": ["porter"],
     "env": [{"name": "QUESTION", "valueFrom": {"configMapKeyRef": {"name": "feedback-words", "key": "question"}}},
             {"name": "SERVE_PORT_8080", "value": "$(QUESTION)"}, {"name": "FEEDBACK_STARS", "value": "5"}],
     "ports": [{"name": "porter", "containerPort": 8080}],
     "readinessProbe": {"httpGet": {"path": "/", "port": "porter"}},
     "resources": {"limits": {"memory": "65536Ki"}}}]}}}}]}
Y
