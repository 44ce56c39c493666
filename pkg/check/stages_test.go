package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func TestStagesOpenOneAfterTheOther(t *testing.T) {
	c := &challenge.Challenge{}
	c.Spec.Stages = []challenge.Stage{{Name: "one"}, {Name: "two"}, {Name: "three"}}
	type verdicts = [5]check.Verdict // of always, one, one, two, three
	for _, test := range []struct {
		name    string
		given   verdicts
		want    [3]check.Verdict
		closed  [3]bool
		current int
	}{
		{"all are done", verdicts{check.Pass, check.Pass, check.Pass, check.Pass, check.Pass}, [3]check.Verdict{check.Pass, check.Pass, check.Pass}, [3]bool{}, 1},
		{"what is of no stage closes none", verdicts{check.Fail, check.Pass, check.Pass, check.Pass, check.Pass}, [3]check.Verdict{check.Pass, check.Pass, check.Pass}, [3]bool{}, 1},
		{"one of two fails", verdicts{check.Pass, check.Pass, check.Fail, check.Later, check.Later}, [3]check.Verdict{check.Fail, check.Later, check.Later}, [3]bool{false, true, true}, 3},
		{"the second settles", verdicts{check.Pass, check.Pass, check.Pass, check.Settling, check.Later}, [3]check.Verdict{check.Pass, check.Settling, check.Later}, [3]bool{false, false, true}, 2},
		{"the last is to be tried", verdicts{check.Pass, check.Pass, check.Pass, check.Pass, check.Later}, [3]check.Verdict{check.Pass, check.Pass, check.Later}, [3]bool{}, 2},
		{"a later one would hold", verdicts{check.Pass, check.Unknown, check.Pass, check.Pass, check.Pass}, [3]check.Verdict{check.Unknown, check.Pass, check.Pass}, [3]bool{false, true, true}, 3},
		{"a later one fails, and the first has no answer yet", verdicts{check.Pass, check.Settling, check.Pass, check.Fail, check.Fail}, [3]check.Verdict{check.Settling, check.Fail, check.Fail}, [3]bool{false, true, true}, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			var results []check.Result
			for i, stage := range []string{"", "one", "one", "two", "three"} {
				results = append(results, check.Result{Stage: stage, Verdict: test.given[i]})
			}
			var got [3]check.Verdict
			var closed [3]bool
			for i, s := range check.Stages(c, results) {
				got[i], closed[i] = s.Verdict, s.Closed
				if s.Number != i+1 || s.Name != c.Spec.Stages[i].Name || len(s.Results) != []int{2, 1, 1}[i] {
					t.Errorf("%d: %+v", i, s)
				}
			}
			if d := cmp.Diff(test.want, got) + cmp.Diff(test.closed, closed); d != "" {
				t.Error(d)
			}
			if current := check.Current(c, results); len(current) != test.current {
				t.Errorf("%d are current: %+v", len(current), current)
			}
		})
	}
}

func TestStageThatAsksNothing(t *testing.T) {
	c := &challenge.Challenge{}
	c.Spec.Stages = []challenge.Stage{{Name: "one"}}
	if s := check.Stages(c, nil)[0]; s.Verdict != check.Pass || s.Closed {
		t.Errorf("%+v", s)
	}
	if stages := check.Stages(&challenge.Challenge{}, []check.Result{{Verdict: check.Fail}}); len(stages) != 0 {
		t.Errorf("%+v", stages)
	}
}
