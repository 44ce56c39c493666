# fails: The image decides how it is started and configured
# The page is in the Deployment, and in no ConfigMap.
. "$(dirname "$0")/welcome-behind-the-service.sh"
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx",
  "lifecycle":{"postStart":{"exec":{"command":["sh","-c","echo Open daily from 7 to 20 > /usr/share/nginx/html/index.html"]}}}}]}}}}'
