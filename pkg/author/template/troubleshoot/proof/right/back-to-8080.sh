# faults: amber
# solution: It lets the program listen on the port that the pod's readiness probe and the Service ask for, so that its pods become ready and get requests again.
# What a learner might type. It has to end in "solved".
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/args/1","value":"--http-port=8080"}]'
