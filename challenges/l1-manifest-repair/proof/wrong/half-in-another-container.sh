# fails: FEEDBACK_STARS is 5
# A second container has what the first one lacks.
sed 's|^          value: "5"$|          value: "4"|' "$(dirname "$0")/../right/repaired.sh" | bash -eu
kubectl -n "$NS_MAIN" patch deployment feedback -p '{"spec":{"template":{"spec":{"containers":[{"name":"stars","image":"registry.k8s.io/e2e-test-images/agnhost:2.66.1","args":["porter"],
  "env":[{"name":"SERVE_PORT_8081","value":"5"},{"name":"FEEDBACK_STARS","value":"5"}],"resources":{"limits":{"memory":"64Mi"}}}]}}}}'
