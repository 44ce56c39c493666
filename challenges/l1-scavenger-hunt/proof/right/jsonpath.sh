# solution: It reads each answer from a field of the object that it is about, which says more, and more exactly, than the columns of a table.
# Everything from the objects' own fields.
k() { kubectl -n "$NS_MAIN" "$@"; }
answer node "$(k get pod ledger-0 -o jsonpath='{.spec.nodeName}')"
answer image "$(k get deployment catalogue -o jsonpath='{.spec.template.spec.containers[?(@.name=="metrics")].image}')"
answer step "$(k get pods -l app=indexer -o jsonpath='{range .items[*].status.initContainerStatuses[?(@.ready==false)]}{.name} {.restartCount}{"\n"}{end}' | awk '$2 > 0 {print $1}')"
key=$(k get deployment checkout -o jsonpath='{.spec.template.spec.containers[0].env[?(@.name=="PAYMENT_GATEWAY")].valueFrom.configMapKeyRef.key}')
answer gateway "$(k get configmap payments -o jsonpath="{.data.${key/./\\.}}")"
answer unlabelled "$(k get pods -l '!team' -o jsonpath='{.items[*].metadata.labels.app}')"
answer owner "$(k get pods -l app=storefront -o jsonpath='{.items[0].metadata.ownerReferences[0].kind}/{.items[0].metadata.ownerReferences[0].name}')"
answer nowhere "$(k get endpointslices -o jsonpath='{range .items[*]}{.metadata.labels.kubernetes\.io/service-name}={.endpoints[*].addresses[0]}{"\n"}{end}' | sed -n 's/=$//p')"
answer port "$(k get endpointslices -l kubernetes.io/service-name=catalogue -o jsonpath='{.items[0].ports[0].port}')"
total=0
for part in $(k get pods -l app=storefront -o jsonpath='{.items[*].spec.containers[*].resources.requests.memory}'); do
  total=$((total + ${part%Mi}))
done
answer memory "${total}Mi"
answer grace "$(k get statefulset ledger -o jsonpath='{.spec.template.spec.terminationGracePeriodSeconds}')"
