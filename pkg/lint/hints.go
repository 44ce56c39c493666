package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// minHints is how many steps of help there have to be, for each fault where it
// is a fault that is looked for.
const minHints = 3

// hints lead from where to look to what to type.
func (s *subject) hints() {
	all := s.challenge.Spec.Hints
	if s.challenge.Spec.Type != challenge.Troubleshoot {
		if len(all) < minHints {
			s.field("hints", "spec.hints", "%d hints: %d at least are wanted, from where to look to the command", len(all), minHints)
		}
		s.looksFirst("", all)
		return
	}
	for i, f := range s.challenge.Spec.Faults {
		var steps []challenge.Hint
		for _, h := range all {
			if len(h.Fault) == 0 || slices.Contains(h.Fault, f.ID) {
				steps = append(steps, h)
			}
		}
		where := fmt.Sprintf("spec.faults[%d]", i)
		if len(steps) < minHints {
			s.field("hints", where, "%d hints for fault %s: %d at least are wanted, from where to look to the command", len(steps), f.ID, minHints)
		}
		s.looksFirst(f.ID, steps)
		if n := len(steps); n > 0 && !strings.Contains(steps[n-1].Text, "kubectl") {
			s.field("hints", where, "the last hint for fault %s has no command: end with what to type", f.ID)
		}
	}
}

// looksFirst wants the first step of help to change nothing.
func (s *subject) looksFirst(fault string, steps []challenge.Hint) {
	if len(steps) == 0 || !changes(steps[0].Text) {
		return
	}
	first := slices.IndexFunc(s.challenge.Spec.Hints, func(h challenge.Hint) bool { return h.Text == steps[0].Text })
	about := "the first hint"
	if fault != "" {
		about += " for fault " + fault
	}
	s.field("hints", fmt.Sprintf("spec.hints[%d]", first), "%s says at once what to change: begin with where to look", about)
}

// changing are the commands that change a cluster.
var changing = regexp.MustCompile(`\bkubectl .*?\b(apply|create|replace|patch|edit|set|delete|scale|label|annotate|expose|run|autoscale|rollout (restart|undo))\b`)

// changes reports whether a text has a command that changes the cluster.
func changes(text string) bool {
	for line := range strings.Lines(text) {
		if changing.MatchString(line) && !strings.Contains(line, "--dry-run") {
			return true
		}
	}
	return false
}
