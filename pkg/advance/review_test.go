package advance_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/advance"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// try is a run of one challenge, solved at noon of a day.
type try struct {
	day      int
	fault    string
	hints    []int
	revealed bool
	given    bool // up, and so never solved
}

// TestReviews: when it is due again, in days after the first of November at
// eight in the morning, and how often it was solved unaided.
func TestReviews(t *testing.T) {
	c := four()[0]
	c.Spec.Hints = []challenge.Hint{{}, {Fault: []string{"amber"}}, {Fault: []string{"birch"}}, {Fault: []string{"amber", "birch"}}, {}} // four for each
	tests := []struct {
		name    string
		tries   []try
		due     int
		unaided int
	}{
		{"once", []try{{day: 1}}, 1, 1},
		{"twice", []try{{day: 1}, {day: 2}}, 1 + 3, 2},
		{"each time when it is due", []try{{day: 1}, {day: 2}, {day: 5}, {day: 12}, {day: 28}, {day: 63}}, 62 + 90, 6},
		{"and once more", []try{{day: 1}, {day: 2}, {day: 5}, {day: 12}, {day: 28}, {day: 63}, {day: 153}}, 152 + 90, 7},
		{"late", []try{{day: 1}, {day: 20}}, 19 + 3, 2},
		{"twice on a day", []try{{day: 1}, {day: 1}}, 1, 1},
		{"before it is due, which changes nothing", []try{{day: 1}, {day: 2}, {day: 3}, {day: 4}}, 4, 2},
		{"with the solution", []try{{day: 1, revealed: true}}, 1, 0},
		{"with the solution, then unaided", []try{{day: 1, revealed: true}, {day: 3}}, 2 + 1, 1},
		{"with the solution, and again within a day", []try{{day: 1, fault: "amber", revealed: true}, {day: 1, fault: "amber"}}, 1, 0},
		{"with the solution, and another fault within a day", []try{{day: 1, fault: "amber", revealed: true}, {day: 1, fault: "birch"}}, 1, 1},
		{"forgotten", []try{{day: 1}, {day: 2}, {day: 5, revealed: true}}, 4 + 1, 0},
		{"forgotten before it was due", []try{{day: 1}, {day: 2}, {day: 3, fault: "birch", revealed: true}}, 2 + 1, 0},
		{"half of the hints", []try{{day: 1, fault: "amber", hints: []int{0, 1}}}, 1, 1},
		{"more than half of the hints", []try{{day: 1}, {day: 2, fault: "amber", hints: []int{0, 1, 4}}}, 1 + 1, 0},
		{"hints for another fault count for nothing", []try{{day: 1}, {day: 2, fault: "amber", hints: []int{0, 2, 3}}}, 1 + 3, 2},
		{"given up", []try{{day: 1}, {day: 2}, {day: 6, given: true}}, 1 + 3, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := record.New("ada")
			last := 0
			for i, one := range test.tries {
				solved := noon(one.day).Add(time.Duration(i) * time.Minute)
				run := record.Run{ID: fmt.Sprint(i), Fault: one.fault, Started: solved.Add(-time.Minute), Solved: solved, Hints: one.hints}
				if one.revealed {
					run.Revealed = solved.Add(-time.Second)
				}
				if one.given {
					run.Solved = time.Time{}
				} else {
					last = i
				}
				r.Put(c.ID(), run)
			}
			reviews := advance.Reviews([]*challenge.Challenge{c, four()[1]}, r)
			if len(reviews) != 1 {
				t.Fatalf("%d reviews", len(reviews))
			}
			got := reviews[0]
			// The runs of a day are minutes apart, and so is what follows from them.
			due := noon(1 + test.due).Add(-4 * time.Hour).Truncate(time.Hour)
			if !got.Due.Truncate(time.Hour).Equal(due) || got.Unaided != test.unaided {
				t.Errorf("due on %s, %d unaided; want %s, %d", got.Due, got.Unaided, due, test.unaided)
			}
			if want := r.Challenges[c.ID()].Runs[last].Solved; !got.Last.Equal(want) {
				t.Errorf("solved last on %s, want %s", got.Last, want)
			}
			if got.IsDue(got.Due.Add(-time.Second)) || !got.IsDue(got.Due) {
				t.Error("it is not due just when it is due")
			}
		})
	}
	if got := advance.Reviews(four(), record.New("ada")); len(got) > 0 {
		t.Errorf("nothing is solved: %v", got)
	}
}
