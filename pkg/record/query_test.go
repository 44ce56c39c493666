package record_test

import (
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// TestWithSolution: who had been shown how, and not long ago, solves with the
// solution.
func TestWithSolution(t *testing.T) {
	at := func(hours int) time.Time { return time.Date(2026, 11, 1, hours, 0, 0, 0, time.UTC) }
	solved := record.Run{ID: "1", Fault: "amber", Started: at(100), Solved: at(103)}
	seen := func(id, fault string, hours int) record.Run {
		return record.Run{ID: id, Fault: fault, Started: at(hours - 1), Revealed: at(hours), Stopped: at(hours + 1)}
	}
	itself := solved
	tests := []struct {
		name string
		// revealed is when in the run itself; 0 says never.
		revealed int
		other    *record.Run
		want     bool
	}{
		{name: "never"},
		{name: "in the run", revealed: 101, want: true},
		{name: "in a run that took days", revealed: 1, want: true},
		{name: "after it was solved", revealed: 104},
		{name: "in a run before", other: new(seen("2", "amber", 98)), want: true},
		{name: "of another fault", other: new(seen("2", "birch", 98))},
		{name: "a day ago", other: new(seen("2", "amber", 79))},
		{name: "less than a day ago", other: new(seen("2", "amber", 80)), want: true},
		{name: "in a later run", other: new(seen("2", "amber", 105))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, run := record.New("ada"), itself
			if test.revealed > 0 {
				run.Revealed = at(test.revealed)
			}
			r.Put("l1-a-b", run)
			if test.other != nil {
				r.Put("l1-a-b", *test.other)
			}
			if got := r.Challenges["l1-a-b"].WithSolution(run); got != test.want {
				t.Errorf("with the solution: %t", got)
			}
			if got := r.OnlyWithSolution("l1-a-b"); got != test.want {
				t.Errorf("only with the solution: %t", got)
			}
			r.Put("l1-a-b", record.Run{ID: "9", Fault: "amber", Started: at(300), Solved: at(301)})
			if r.OnlyWithSolution("l1-a-b") {
				t.Error("only with the solution, although it was solved without")
			}
		})
	}
	if record.New("ada").OnlyWithSolution("l1-a-b") {
		t.Error("what was never solved is solved with the solution")
	}
	if (record.History{}).WithSolution(record.Run{ID: "1", Revealed: at(1)}) {
		t.Error("a run that is not solved is solved with the solution")
	}
}
