# fails: FEEDBACK_STARS is 5
. "$(dirname "$0")/../right/repaired.sh"
kubectl -n "$NS_MAIN" set env deployment feedback 'FEEDBACK_STARS="5"'
