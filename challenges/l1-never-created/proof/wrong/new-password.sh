# faults: birch
# fails: A new pod gets the hours, the page and the password
# The pod comes up, and the staff stand before a closed door.
kubectl -n "$NS_MAIN" patch secret museum-staff -p '{"stringData":{"password":"changeme"}}'
