# faults: maple
# fails: port: behind the catalogue's Service
. "$(dirname "$0")/../right/jsonpath.sh"
answer port 80
