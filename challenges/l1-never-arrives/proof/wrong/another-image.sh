# faults: cedar
# fails: New pods and those that are there run the approved release in all containers
# It has an httpd of the same name, and all pods come up.
kubectl -n "$NS_MAIN" set image deployment/timetable timetable=registry.k8s.io/e2e-test-images/nginx:1.27.0-2
