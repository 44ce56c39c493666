# faults: birch
# fails: It does not open before Service results answers
# Who waits is left out.
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"remove","path":"/spec/template/spec/initContainers/0"}]'
