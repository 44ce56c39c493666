package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// stage is one step of a Project as show tells of it.
type stage struct {
	Name  string `json:"name"`
	Story string `json:"story"`
}

// stages are the steps of a challenge, with the names of its namespaces.
func stages(c *challenge.Challenge, values challenge.Substitution) ([]stage, error) {
	var all []stage
	for _, one := range c.Spec.Stages {
		story, err := values.Apply(one.Story)
		if err != nil {
			return nil, fmt.Errorf("stage %q: %w", one.Name, err)
		}
		all = append(all, stage{one.Name, story})
	}
	return all, nil
}

// showStages tells what the stages of a Project are about.
func (a *app) showStages(all []stage) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(a.term.Out, "In %d stages; each opens when those before it are done:\n", len(all))
	for i, one := range all {
		fmt.Fprintf(a.term.Out, "\n%s\n", a.term.Bold(fmt.Sprintf("%d. %s", i+1, one.Name)))
		fmt.Fprint(a.term.Out, a.term.Wrap(one.Story, "   "))
	}
	fmt.Fprintln(a.term.Out)
}

// staged are the outcomes of a challenge in stages: a line for each that is done
// or closed, and of the open one its story and its outcomes. What belongs to no
// stage comes last.
func (s *session) staged(c *current, results []check.Result) string {
	var text strings.Builder
	for _, one := range check.Stages(c.challenge, results) {
		fmt.Fprintf(&text, "%s %d. %s\n", s.term.Sign(marks()[one.Verdict]), one.Number, one.Name)
		if one.Closed || one.Verdict == check.Pass {
			continue
		}
		if story, err := values(c.run).Apply(one.Story); err == nil && story != "" { // start has told it
			text.WriteString(s.term.Wrap(story, "     "))
		}
		text.WriteString(s.outcomes(one.Results, "  "))
	}
	always := slices.DeleteFunc(slices.Clone(results), func(r check.Result) bool { return r.Stage != "" })
	return text.String() + s.outcomes(always, "")
}

// inStage says at which stage somebody works, after some words; nothing of a
// challenge without stages, or where all are done.
func inStage(words string, c *challenge.Challenge, results []check.Result) string {
	stage, ok := check.Focus(c, results)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%sstage %d of %d", words, stage.Number, len(c.Spec.Stages))
}
