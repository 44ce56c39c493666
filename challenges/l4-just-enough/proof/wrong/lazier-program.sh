# fails: Its Deployment and program are as they were
# What it is not allowed to do is left out of its program.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_SHOP" delete rolebinding scale-till
kubectl -n "$NS_MAIN" get configmap night-watch-program -o yaml | sed '/scale/d' | kubectl apply -f -
kubectl -n "$NS_MAIN" rollout restart deployment night-watch
