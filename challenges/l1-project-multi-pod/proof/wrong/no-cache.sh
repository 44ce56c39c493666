# fails: The cache answers at http://cache:6379/ with the snow
# Front and API are there, each with two pods and a Service, and the first stage was left out.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" delete service,deployment cache
