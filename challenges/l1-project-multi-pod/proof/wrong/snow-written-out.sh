# fails: What it keeps comes from a ConfigMap
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" set env deployment/cache SNOW='Summit 142 cm, valley 31 cm'
