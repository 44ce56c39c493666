# fails: The three Deployments are as they were
# Then its labels do no harm.
kubectl -n "$NS_MAIN" scale deployment camp-trial --replicas=0
. "$(dirname "$0")/../right/expose.sh"
kubectl -n "$NS_MAIN" set selector service bookings app.kubernetes.io/name=camp
kubectl -n "$NS_MAIN" set selector service pitches app.kubernetes.io/name=camp
