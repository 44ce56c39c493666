# solution: It reads the container's port from the pod template, which is what each of the board's pods is made from.
# What a learner might type: `answer` stands in for `kubectl mastery answer`.
answer port "$(kubectl -n "$NS_MAIN" get deployment board -o jsonpath='{.spec.template.spec.containers[0].ports[0].containerPort}')"
