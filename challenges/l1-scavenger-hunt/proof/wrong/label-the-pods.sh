# faults: olive
# fails: Its pods are as their owners made them
# Then no pod is without the label, and that answer is right.
. "$(dirname "$0")/../right/jsonpath.sh"
k label pods -l '!team' team=goods
answer unlabelled none
