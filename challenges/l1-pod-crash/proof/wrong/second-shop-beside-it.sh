# faults: birch
# fails: Every pod of the shop is ready
# The broken Deployment stays, another one answers in its place.
kubectl -n "$NS_MAIN" get deployment shop -o json |
  kubectl patch --local -f - --type json -o json -p '[
    {"op":"replace","path":"/metadata","value":{"name":"shop-two"}},
    {"op":"replace","path":"/spec/template/spec/containers/0/command","value":["/app/shop"]}]' |
  kubectl -n "$NS_MAIN" create -f -
