# faults: birch
# solution: It gives the Secret the key that the container asks for, with the password that is there under another name, so that the pod that waits can go on as it is.
# The Secret gets the key that is asked for; the other one stays for whoever reads it.
password=$(kubectl -n "$NS_MAIN" get secret museum-staff -o jsonpath='{.data.staff-password}')
kubectl -n "$NS_MAIN" patch secret museum-staff -p '{"data":{"password":"'"$password"'"}}'
