package scenario

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// endless is an expression that would take ten million steps.
func endless() string {
	expr := "true"
	for i := range 7 {
		expr = fmt.Sprintf("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(x%d, %s)", i, expr)
	}
	return expr
}

// TestAwaited: a run begins once its starting point is in place and its fault
// can be seen, each where there is one.
func TestAwaited(t *testing.T) {
	const (
		there  = "configs.exists(c, c.metadata.name == 'settings')"
		broken = "configs.exists(c, c.metadata.name == 'broken')"
	)
	tests := []struct {
		name, ready, symptom, fault, objects string
		begins                               bool
		fails                                string
	}{
		{"nothing to wait for", "", broken, "", "", true, ""},
		{"in place", there, broken, "", "settings", true, ""},
		{"not in place", there, broken, "", "", false, ""},
		{"not in place, whatever a symptom that was not drawn says", there, broken, "", "broken", false, ""},
		{"the symptom", "", broken, "amber", "broken", true, ""},
		{"no symptom", "", broken, "amber", "settings", false, ""},
		{"both", there, broken, "amber", "settings broken", true, ""},
		{"the symptom alone", there, broken, "amber", "broken", false, ""},
		{"in place, without the symptom", there, broken, "amber", "settings", false, ""},
		{"ready is no expression", "configs.(", broken, "amber", "", false, "ready: line 1, column"},
		{"ready is no condition", "'yes'", broken, "", "", false, "ready: line 1, column 1: the expression gives string, not bool"},
		{"the symptom is no expression", there, "configs.(", "amber", "", false, "fault amber: symptom: line 1, column"},
		{"the symptom runs on and on", "", endless(), "amber", "settings", false, "cost limit"},
		{"ready goes wrong", "1 / size(configs) == 0", broken, "", "", false, "division by zero"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			expr := func(source string) challenge.Expression {
				return challenge.Expression{Source: source, Line: 1, Column: 1}
			}
			configs := check.Observed{What: "configmaps"}
			for _, name := range strings.Fields(test.objects) {
				configs.Items = append(configs.Items, map[string]any{"metadata": map[string]any{"name": name}})
			}
			d := &Deployment{Fault: test.fault, Challenge: &challenge.Challenge{Spec: challenge.Spec{
				Ready:   expr(test.ready),
				Faults:  []challenge.Fault{{ID: "amber", Symptom: expr(test.symptom)}},
				Observe: map[string]challenge.Watch{"configs": {APIVersion: "v1", Kind: "ConfigMap", All: true}},
			}}}
			awaited, err := d.awaited()
			begins := false
			if err == nil {
				begins, err = hold(awaited, check.Evidence{Objects: map[string]check.Observed{"configs": configs}})
			}
			if begins != test.begins || (err != nil) != (test.fails != "") || err != nil && !strings.Contains(err.Error(), test.fails) {
				t.Errorf("begins %t, error %v", begins, err)
			}
			if len(awaited) == 0 && err == nil {
				if err := d.AwaitSymptom(t.Context()); err != nil { // there is no cluster that it could ask
					t.Error(err)
				}
			}
		})
	}
}
