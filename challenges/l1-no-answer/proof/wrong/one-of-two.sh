# faults: cedar
# fails: Every pod of tickets is ready
# A second workload without the fault, beside the first.
kubectl -n "$NS_MAIN" get deployment tickets -o json |
  kubectl patch --local -f - --type json -o json -p '[
    {"op":"replace","path":"/metadata","value":{"name":"tickets-two"}},
    {"op":"replace","path":"/spec/selector/matchLabels","value":{"run":"two"}},
    {"op":"add","path":"/spec/template/metadata/labels/run","value":"two"},
    {"op":"replace","path":"/spec/template/spec/containers/0/env/0/value","value":"0.0.0.0"}]' |
  kubectl -n "$NS_MAIN" create -f -
