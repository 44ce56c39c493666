# fails: Pods of API and front are ready when they serve, whatever becomes of the others
. "$(dirname "$0")/../right/one-manifest.sh"
kubectl -n "$NS_MAIN" patch deployment front --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
