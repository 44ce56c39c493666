# fails: Guests read the question at Service feedback, port 80
# The first half of the file is taken, and the rest forgotten.
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" delete service feedback
