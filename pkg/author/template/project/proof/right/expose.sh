# solution: It makes a Service that selects the board's pods by their labels, and asks for as many pods as the story wants.
# What a learner might type. It has to end in "solved".
kubectl -n "$NS_MAIN" expose deployment board --port 80 --target-port http
kubectl -n "$NS_MAIN" scale deployment board --replicas 3
