# From what kubectl prints for people.
k() { kubectl -n "$NS_MAIN" "$@"; }
answer scheduler "$(k describe pods -l app=posters --show-events | awk '$2 == "Scheduled" {print $4}')"
answer waiting "$(k get pods -o custom-columns=NODE:.spec.nodeName,SCHEDULER:.spec.schedulerName | awk '$1 == "<none>" {print $2}')"
answer refused "ReplicaSet/$(k get replicasets | awk '$2 == 1 && $3 == 0 {print $1}')"
answer reporter "$(k describe replicasets --show-events | awk '$2 == "FailedCreate" {for (i = 3; i <= NF; i++) if ($i ~ /-controller$/) from = $i} END {print from}')"
answer starter "$(k describe pods -l app=audioguide --show-events | awk '$2 == "BackOff" || $2 == "Pulled" {for (i = 3; i <= NF; i++) if ($i == "kubelet") from = $i} END {print from}')"
answer where "$(k get pods -l app=audioguide -o wide --no-headers | awk '{print $(NF-2)}')"
answer alone "$(k describe pods | awk '/^Name:/ {name = $2} /^Controlled By:/ {owned[name] = 1} /^Node:/ {if ($2 != "<none>") runs[name] = 1} END {for (n in runs) if (!(n in owned)) print n}')"
answer leader "$(k get leases --no-headers | awk '$1 == "ushers" {print $2}')"
answer writer "$(k get deployment audioguide -o yaml --show-managed-fields | awk '/manager:/ {m = $2} /subresource: status/ {print m}')"
top=$(k describe pods -l app=posters --show-events | awk '/^Controlled By:/ {print $3}')
above=$(k describe "$top" | awk '/^Controlled By:/ {print $3}')
answer topmost "${above:-$top}"
