# faults: amber
# fails: alone: the pod that nobody would make again
. "$(dirname "$0")/../right/fields.sh"
answer alone "$(k get pods -l app=posters -o jsonpath="{.items[0].metadata.name}")"
