# faults: maple
# fails: step: where the indexer gets stuck
. "$(dirname "$0")/../right/jsonpath.sh"
answer step load-synonyms
