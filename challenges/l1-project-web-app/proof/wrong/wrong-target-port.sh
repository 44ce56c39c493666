# fails: Guests read the hours at http://pool/
# Nobody listens there.
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch service pool --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":8080}]'
