# faults: amber
# fails: It does not open before Service results answers
# What it prepares is done by hand, and it waits for nobody.
kubectl -n "$NS_MAIN" set env deployment/board --containers=feed RESULTS_URL=http://results/latest.txt
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"replace","path":"/spec/template/spec/initContainers/0/command","value":["sh","-ec","sed s/^/\\<li\\>/ /entries/entries.txt > /www/entries.html"]}]'
kubectl -n "$NS_MAIN" rollout status deployment board --timeout=180s
