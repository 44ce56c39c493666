# With templates, and names as people write them.
k() { kubectl -n "$NS_MAIN" "$@"; }
answer scheduler "$(k get pods -o go-template='{{range .items}}{{if eq (or .metadata.labels.app "") "posters"}}{{.spec.schedulerName}}{{end}}{{end}}')"
answer waiting "$(k get pods -o go-template='{{range .items}}{{if not .spec.nodeName}}{{.spec.schedulerName}}{{end}}{{end}}')"
answer refused "$(k get replicasets -o go-template='{{range .items}}{{if not .status.replicas}}replicasets.apps/{{.metadata.name}}{{end}}{{end}}')"
answer reporter Replicaset-Controller
answer starter kubelet
answer where "$(k get pods -o go-template='{{range .items}}{{if eq (or .metadata.labels.app "") "audioguide"}}{{.spec.nodeName}}{{end}}{{end}}')"
answer alone "$(k get pods -o go-template='{{range .items}}{{if not .metadata.ownerReferences}}pod/{{.metadata.name}}{{end}}{{end}}')"
answer topmost "$(k get deployments,replicasets -o go-template='{{range .items}}{{if and (eq .metadata.labels.app "posters") (not .metadata.ownerReferences)}}{{.kind}}/{{.metadata.name}}{{end}}{{end}}')"
answer leader "$(k get leases -o go-template='{{range .items}}{{.spec.holderIdentity}}{{end}}')"
answer writer "$(k get deployments audioguide --show-managed-fields -o go-template='{{range .metadata.managedFields}}{{if .subresource}}{{.manager}}{{end}}{{end}}')"
