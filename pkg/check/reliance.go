package check

import (
	"slices"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// hangsOn are the observed names that a check cannot be judged without
// reading.
func (j *Judge) hangsOn(one compiled) []string {
	var names []string
	if one.expect != nil {
		names = append(names, one.expect.mentions...)
	}
	if one.check.Question != "" {
		names = append(names, j.questions[one.check.Question].mentions...)
	}
	return append(names, direct(one.check)...)
}

// needs are the observed names that must be there for a check to be judged.
func (j *Judge) needs(one compiled) []string {
	var names []string
	if one.expect != nil {
		names = append(names, one.expect.needs...)
	}
	if one.check.Question != "" {
		names = append(names, j.questions[one.check.Question].needs...)
	}
	return append(names, direct(one.check)...)
}

// direct are the observed names that a check names outside expressions.
func direct(c challenge.Check) []string {
	var names []string
	if of := c.Of(); of != "" {
		names = append(names, of)
	}
	if from := c.From(); from != nil && from.Like != "" {
		names = append(names, from.Like)
	}
	if to, _, ok := c.Aim(); ok {
		if target, _ := challenge.ParseTarget(to); target.Kind == "pods" {
			names = append(names, target.Name)
		}
	}
	return names
}

// depends reports whether a check's outcome hangs on what an observed
// workload is doing: those that it mentions and those whose pods it mentions.
// Traffic hangs on every workload, and so does admission, since quotas count
// what there is.
func (j *Judge) depends(one compiled, name string) bool {
	if one.check.HTTP != nil || one.check.Connect != nil || one.check.Admits != nil {
		return true
	}
	return slices.ContainsFunc(j.hangsOn(one), func(mentioned string) bool {
		return mentioned == name || j.challenge.Spec.Observe[mentioned].PodsOf == name
	})
}

// traffic reports whether a check hangs on what spreads through the network:
// it makes a connection or a lookup, or looks at EndpointSlices.
func (j *Judge) traffic(one compiled) bool {
	if one.check.HTTP != nil || one.check.Connect != nil || one.check.DNS != nil {
		return true
	}
	return slices.ContainsFunc(j.hangsOn(one), func(name string) bool {
		return j.challenge.Spec.Observe[name].Kind == "EndpointSlice"
	})
}

// running reports whether a check judges what runs, not only what is wanted:
// it makes a connection, or looks at pods. A question is about what is seen
// now, whatever comes after it.
func (j *Judge) running(one compiled) bool {
	if one.check.Question != "" {
		return false
	}
	if one.check.HTTP != nil || one.check.Connect != nil || one.check.Survives != nil {
		return true
	}
	return slices.ContainsFunc(j.hangsOn(one), func(name string) bool {
		w := j.challenge.Spec.Observe[name]
		return w.PodsOf != "" || w.Kind == "Pod"
	})
}
