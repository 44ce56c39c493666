# fails: The programs and the snow are as they were handed over
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch configmap snow --type merge -p '{"data":{"SNOW":"Summit 242 cm, valley 131 cm"}}'
kubectl -n "$NS_MAIN" rollout restart deployment cache
