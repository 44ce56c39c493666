package verification

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
)

// TestGathering has a probe whose answers do not come, and one that answers now
// this and now that.
func TestGathering(t *testing.T) {
	for name, answer := range map[string]check.Answer{"starting": {Pending: "a probe is starting"}, "unsteady": {Alike: 1}} {
		synctest.Test(t, func(t *testing.T) {
			v := &verification{}
			if v.gathering(check.Evidence{Answers: map[string]check.Answer{"c": {Alike: 3}}}) {
				t.Errorf("%s: nothing is missing", name)
			}
			ev := check.Evidence{Answers: map[string]check.Answer{"c": answer}}
			if brief := (&verification{options: Options{Brief: true}}); brief.gathering(ev) {
				t.Errorf("%s: nobody reads it", name)
			}
			for _, after := range []time.Duration{0, evidence.Thorough - 1, 1} {
				time.Sleep(after)
				if got, want := v.gathering(ev), after != 1; got != want {
					t.Errorf("%s, %s later: %t", name, after, got)
				}
			}
		})
	}
}
