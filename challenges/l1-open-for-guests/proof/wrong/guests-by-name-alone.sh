# fails: Guests get the free pitches at a port of every node
. "$(dirname "$0")/../right/expose.sh"
kubectl -n "$NS_MAIN" set selector service pitches app.kubernetes.io/name=camp,app.kubernetes.io/component=web
