# faults: birch
# fails: All that was found is as it was
. "$(dirname "$0")/../right/fields.sh"
k patch deployment heating -p '{"spec":{"template":{"spec":{"schedulerName":"default-scheduler"}}}}'
answer waiting none
