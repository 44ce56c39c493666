package check

import (
	"fmt"
)

// question judges the learner's answer to one question against the one that
// is computed from the cluster as it is now. It never tells the right one.
func (j *Judge) question(name string, l look) finding {
	value, missing, err := j.questions[name].evaluate(l.bound)
	switch {
	case unknown(err) != "":
		return finding{verdict: Unknown, reason: unknown(err)}
	case err != nil:
		return finding{verdict: Broken, reason: fmt.Sprintf("question %s: %v", name, err)}
	case missing != "":
		return finding{verdict: Fail, observed: "what the question is about is not there: " + missing}
	}
	given, answered := l.ev.Given[name]
	same, ok := equals(value, given)
	switch {
	case !ok:
		return finding{verdict: Broken, reason: fmt.Sprintf("question %s: the answer is a %T", name, value)}
	case !answered:
		return finding{verdict: Fail, observed: fmt.Sprintf("not answered yet: kubectl mastery answer %s %s VALUE", j.challenge.ID(), name)}
	case same:
		return finding{verdict: Pass, observed: given}
	}
	return finding{verdict: Fail, observed: fmt.Sprintf("you said %s; that is not it", given)}
}
