# From other objects than the questions name: owners instead of pods, pods
# instead of owners; and one answer that is put right.
k() { kubectl -n "$NS_MAIN" "$@"; }
answer node nowhere-1
answer node "node/$(k get pods -l statefulset.kubernetes.io/pod-name=ledger-0 -o go-template='{{range .items}}{{.spec.nodeName}}{{end}}')"
answer image "$(k get pods -l app=catalogue -o go-template='{{range .items}}{{range .spec.containers}}{{if eq .name "metrics"}}{{.image}}{{end}}{{end}}{{end}}')"
waiting=$(k get pods -l app=indexer -o go-template='{{range .items}}{{range .status.initContainerStatuses}}{{if not .ready}}{{.name}} {{end}}{{end}}{{end}}')
answer step "${waiting%% *}" # those after it wait for it
answer gateway "$(k get configmap payments -o go-template="{{index .data \"$(k get pods -l app=checkout -o go-template='{{range .items}}{{range .spec.containers}}{{range .env}}{{if .valueFrom}}{{.valueFrom.configMapKeyRef.key}}{{end}}{{end}}{{end}}{{end}}')\"}}")"
answer unlabelled "$(for kind in deployments statefulsets; do k get $kind -o go-template='{{range .items}}{{if not .spec.template.metadata.labels.team}}{{.metadata.name}}{{"\n"}}{{end}}{{end}}'; done)"
answer owner "$(k get replicasets -l app=storefront -o name)"
for service in $(k get services -o go-template='{{range .items}}{{.metadata.name}} {{end}}'); do
  selector=$(k get service "$service" -o go-template='{{range $key, $value := .spec.selector}}{{$key}}={{$value}},{{end}}')
  [ -n "$(k get pods -l "${selector%,}" -o name)" ] || answer nowhere "service $service"
done
target=$(k get service catalogue -o go-template='{{range .spec.ports}}{{.targetPort}}{{end}}')
answer port "$(k get deployment catalogue -o go-template="{{range .spec.template.spec.containers}}{{range .ports}}{{if eq .name \"$target\"}}{{.containerPort}}{{end}}{{end}}{{end}}")"
total=0
for part in $(k get pods -l app=storefront -o go-template='{{range .items}}{{range .spec.containers}}{{.resources.requests.memory}} {{end}}{{end}}'); do
  total=$((total + ${part%Mi} * 1048576))
done
answer memory $total
answer grace "$(k get pods -l app=ledger -o go-template='{{range .items}}{{.spec.terminationGracePeriodSeconds}}{{end}}')s"
