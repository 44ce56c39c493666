# What a learner might type. It has to end in "solved".
kubectl -n "$NS_MAIN" expose deployment board --port 80 --target-port http
kubectl -n "$NS_MAIN" scale deployment board --replicas 3
