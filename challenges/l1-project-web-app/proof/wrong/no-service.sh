# fails: Guests read the hours at http://pool/
# The third stage is left out.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" delete service pool
