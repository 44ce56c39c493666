# fails: All pods that are wanted are ready, and of that revision
# A second Deployment answers as well.
. "$(dirname "$0")/../right/step-by-step.sh"
kubectl -n "$NS_MAIN" get deployment board -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/metadata","value":{"name":"board-two","labels":{"app.kubernetes.io/name":"board"}}},
  {"op":"replace","path":"/spec/replicas","value":1},
  {"op":"add","path":"/spec/selector/matchLabels/part","value":"two"},
  {"op":"add","path":"/spec/template/metadata/labels/part","value":"two"},
  {"op":"remove","path":"/status"}]' | kubectl -n "$NS_MAIN" create -f -
kubectl -n "$NS_MAIN" rollout status deployment board-two --timeout=60s
