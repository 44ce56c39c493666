# fails: The programs and the snow are as they were handed over
# An API that asks nobody.
kubectl -n "$NS_MAIN" patch configmap programs --type merge -p '{"data":{"api":"mkdir -p /tmp/www; echo ok > /tmp/www/healthz; echo \"{\\\"snow\\\": \\\"Summit 142 cm, valley 31 cm\\\"}\" > /tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www"}}'
. "$(dirname "$0")/../right/one-manifest.sh"
