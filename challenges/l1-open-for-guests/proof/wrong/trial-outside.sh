# fails: Nothing else can be reached from outside
. "$(dirname "$0")/../right/expose.sh"
kubectl -n "$NS_MAIN" expose deployment camp-trial --name=trial --type=NodePort --port=80 --target-port=pitches
