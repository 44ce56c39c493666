# solution: It makes a Service that selects the board's pods by their labels and leads to the port that they name http, and whoever asks for board is let through to them.
# What a learner might type. It has to end in "solved".
kubectl -n "$NS_MAIN" expose deployment board --port 80 --target-port http
