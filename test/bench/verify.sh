#!/bin/sh
# What challenge l1-bench-state checks, as it is often written: a kubectl and a
# jq for each outcome. Argument: the namespace.
set -eu
k() { kubectl -n "$1" get "$2" -o json; }

k "$1" deployment/web | jq -e '.spec.replicas == 2' >/dev/null
k "$1" pods | jq -e '[.items[] | select(.metadata.labels.app == "web") | select(any(.status.conditions[]; .type == "Ready" and .status == "True"))] | length == 2' >/dev/null
k "$1" pods | jq -e 'all(.items[]; all(.status.containerStatuses[]; .restartCount == 0))' >/dev/null
k "$1" deployment/web | jq -e '.spec.template.spec.containers[0].image == "registry.k8s.io/e2e-test-images/agnhost:2.66.1"' >/dev/null
k "$1" deployment/web | jq -e '.spec.template.spec.containers[0].resources.limits.memory == "64Mi"' >/dev/null
k "$1" endpointslices | jq -e '[.items[] | select(.metadata.labels["kubernetes.io/service-name"] == "web") | .endpoints[] | select(.conditions.ready)] | length == 2' >/dev/null
