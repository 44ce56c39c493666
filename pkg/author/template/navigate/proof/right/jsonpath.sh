# What a learner might type: `answer` stands in for `kubectl mastery answer`.
answer port "$(kubectl -n "$NS_MAIN" get deployment board -o jsonpath='{.spec.template.spec.containers[0].ports[0].containerPort}')"
