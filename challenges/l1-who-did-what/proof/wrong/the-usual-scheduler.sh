# faults: birch
# fails: waiting: whom the pending pod waits for
# It is the one that waits for nobody.
. "$(dirname "$0")/../right/fields.sh"
answer waiting default-scheduler
