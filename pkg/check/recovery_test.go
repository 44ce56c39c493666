package check_test

import (
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func TestRecovery(t *testing.T) {
	type state struct {
		uid, ready string
		restarts   int64
	}
	pod := func(s state) map[string]any {
		return map[string]any{
			"metadata": map[string]any{"name": "a", "uid": s.uid},
			"status": map[string]any{
				"conditions":        []any{map[string]any{"type": "Ready", "status": s.ready}},
				"containerStatuses": []any{map[string]any{"name": "web", "restartCount": s.restarts}},
			},
		}
	}
	before := state{"1", "True", 2}
	tests := []struct {
		name     string
		restarts bool
		looks    []state
		whole    bool
		missing  string
		spoilt   string
		hurt     bool
	}{
		{"started again", true, []state{{"1", "False", 2}, {"1", "False", 3}, {"1", "True", 3}}, true, "", "", true},
		{"started again unseen", true, []state{{"1", "True", 3}}, true, "", "", true},
		{"replaced", true, []state{{"2", "True", 0}}, true, "", "", false},
		{"not started again", true, []state{{"1", "False", 2}, {"1", "True", 2}}, false, "no container of pod a was started again", "", false},
		{"started, and not ready", true, []state{{"1", "False", 3}}, false, "pod a is not ready again", "", true},
		{"replaced, and not ready", true, []state{{"2", "False", 0}}, false, "0 of 1 pods are ready", "", false},
		{"rested", false, []state{{"1", "False", 2}, {"1", "True", 2}}, true, "", "", false},
		{"rests", false, []state{{"1", "False", 2}}, false, "pod a is not ready again", "", false},
		{"never rested", false, []state{{"1", "True", 2}, {"1", "True", 2}}, false, "pod a is ready all the time", "", false},
		{"started instead", false, []state{{"1", "False", 2}, {"1", "True", 3}}, false, "", "a container of pod a was started again, and should not be", true},
		{"replaced instead", false, []state{{"2", "True", 0}}, false, "", "pod a is gone, and should not be", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := check.NewRecovery(pod(before), test.restarts)
			var whole bool
			var missing, spoilt string
			for _, look := range test.looks {
				o := check.Observed{What: "shop", Single: true, Items: []map[string]any{{"kind": "Deployment"}}, Pods: []map[string]any{pod(look)}}
				whole, missing, spoilt = r.Look(o)
			}
			if whole != test.whole || missing != test.missing || spoilt != test.spoilt || (r.Hurt() != nil) != test.hurt {
				t.Errorf("%t, %q, %q, %v", whole, missing, spoilt, r.Hurt())
			}
		})
	}
}
