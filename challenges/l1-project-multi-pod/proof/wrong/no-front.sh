# fails: Readers see the snow at http://front/
# What is scaled and asked is all there but for the front.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" delete service,deployment front
