# faults: amber
# fails: refused: what cannot make its pod
. "$(dirname "$0")/../right/fields.sh"
answer refused deployment/heating
