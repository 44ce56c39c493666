# Read from tables and descriptions, and said as people say it.
k() { kubectl -n "$NS_MAIN" "$@"; }
answer node "$(k get pods -o wide | awk '$1 == "ledger-0"' | grep -oE '[^ ]+ +<none> +<none>$' | cut -d' ' -f1)"
answer image "\"$(k describe pods -l app=catalogue | sed -n '/^  metrics:/,/Image:/s/.*Image: *//p')\""
answer step "container $(k describe pods -l app=indexer | awk '/^  [a-z-]+:$/ {name = $1} /Exit Code:/ && $3 != 0 {print name}' | sort -u | tr -d :)"
answer gateway "$(k exec deployment/checkout -- printenv PAYMENT_GATEWAY)"
answer unlabelled "$(k get pods -l '!team' --no-headers -L app | awk '{print $NF}' | sort -ru | paste -sd ,)"
answer owner "rs $(k describe pods -l app=storefront | sed -n 's,^Controlled By: *ReplicaSet/,,p' | sort -u)"
answer nowhere "svc/$(k describe services | awk '/^Name:/ {name = $2} /^Endpoints:/ && $2 == "" {print name}')"
answer port "$(k describe service catalogue | sed -nE 's/^Endpoints: +[^:]+:([0-9]+).*/\1/p')"
pods=$(k get deployment storefront -o custom-columns=PODS:.spec.replicas --no-headers)
bytes=$(k get deployment storefront -o custom-columns='M:.spec.template.spec.containers[*].resources.requests.memory' --no-headers | sed 's/Mi/ * 1024/g; s/,/ + /g')
answer memory "$((pods * (bytes))) Ki"
answer grace "$(k get pod ledger-0 -o custom-columns=G:.spec.terminationGracePeriodSeconds --no-headers) seconds"
