# faults: amber
# solution: It sets the address in the template itself, where it outweighs that of the ConfigMap; a changed template makes new pods at once.
kubectl -n "$NS_MAIN" set env deployment/board --containers='*' RESULTS_URL=http://results/latest.txt
