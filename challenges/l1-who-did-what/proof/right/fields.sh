# solution: It reads each answer from a field of the object that it is about; only who reports what stands nowhere but in the events.
k() { kubectl -n "$NS_MAIN" "$@"; }
answer scheduler "$(k get pods -l app=posters -o jsonpath='{.items[0].spec.schedulerName}')"
answer waiting "$(k get pods --field-selector spec.nodeName= -o jsonpath='{.items[*].spec.schedulerName}')"
answer refused "$(k get replicasets -o custom-columns=NAME:.metadata.name,NOW:.status.replicas --no-headers | awk '$2 == 0 {print $1}')"
answer reporter "$(k get events --field-selector reason=FailedCreate -o jsonpath='{.items[0].reportingComponent}')"
answer starter "$(k get events --field-selector reason=Started -o jsonpath='{.items[0].source.component}')"
answer where "$(k get pods -l app=audioguide -o jsonpath='{.items[0].spec.nodeName}')"
answer alone "$(k get pods -o custom-columns=NAME:.metadata.name,OWNER:.metadata.ownerReferences[0].name --no-headers | awk '$2 == "<none>" {print $1}')"
set=$(k get pods -l app=posters -o jsonpath='{.items[0].metadata.ownerReferences[0].name}')
above=$(k get replicaset "$set" -o jsonpath='{.metadata.ownerReferences[0].name}')
if [ -n "$above" ]; then
  answer topmost "Deployment/$above"
else
  answer topmost "ReplicaSet/$set"
fi
answer leader "$(k get lease ushers -o jsonpath='{.spec.holderIdentity}')"
answer writer "$(k get deployment audioguide --show-managed-fields -o jsonpath='{.metadata.managedFields[?(@.subresource=="status")].manager}')"
