package advance_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/advance"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// noon is noon of a day of the test.
func noon(day int) time.Time { return time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC) }

// four are challenges of two levels, ordered by level; the first takes longest.
func four() []*challenge.Challenge {
	var all []*challenge.Challenge
	for i, id := range []string{"l1-a-a", "l1-b-b", "l1-c-c", "l2-d-d"} {
		all = append(all, &challenge.Challenge{Metadata: challenge.Metadata{Name: id}, Spec: challenge.Spec{Level: 1 + i/3, Minutes: []int{20, 10, 10, 5}[i]}})
	}
	return all
}

// TestSteps: what there is to do on 10 November, after what was done before.
func TestSteps(t *testing.T) {
	tests := []struct {
		name string
		// done are words such as "a 3 solved": challenge, day, and what became of
		// it.
		done  []string
		want  string
		start string
	}{
		{"nothing was done", nil, "new l1-b-b", "l1-b-b"},
		{"the shortest of the level is solved", []string{"b 10 solved"}, "new l1-c-c", "l1-c-c"},
		{"only the long one of the level is left", []string{"b 10 solved", "c 10 solved"}, "new l1-a-a", "l1-a-a"},
		{"a level is solved", []string{"a 10 solved", "b 10 solved", "c 10 solved"}, "new l2-d-d", "l2-d-d"},
		{"one is started", []string{"a 9 started"}, "go on l1-a-a, new l1-b-b", "l1-a-a"},
		{"one is started and others are due", []string{"a 9 started", "b 1 solved"}, "go on l1-a-a, again l1-b-b, new l1-c-c", "l1-a-a"},
		{"one is solved and still there", []string{"b 10 there"}, "clean up l1-b-b, new l1-c-c", "l1-c-c"},
		{"one is solved and still there, and due", []string{"b 1 there"}, "clean up l1-b-b, new l1-c-c", "l1-c-c"},
		{"two are started", []string{"a 8 started", "c 9 started"}, "go on l1-c-c, go on l1-a-a, new l1-b-b", "l1-c-c"},
		{"one was left", []string{"a 9 left"}, "retry l1-a-a, new l1-b-b", "l1-a-a"},
		{"the start of one was refused", []string{"a 9 refused"}, "new l1-b-b", "l1-b-b"},
		{"one of another level was left", []string{"d 9 left"}, "retry l2-d-d, new l1-b-b", "l2-d-d"},
		{"one is due and one was left", []string{"a 9 left", "b 8 solved"}, "again l1-b-b, retry l1-a-a, new l1-c-c", "l1-b-b"},
		{"of two that are due the first", []string{"a 3 solved", "b 2 solved"}, "again l1-b-b, new l1-c-c", "l1-b-b"},
		{"what was solved and begun again and left is due when it was", []string{"b 10 solved", "b 10 left"}, "new l1-c-c", "l1-c-c"},
		{"all are solved today", []string{"a 10 solved", "b 10 solved", "c 10 solved", "d 10 solved"}, "", ""},
		{"all are solved, and one is there", []string{"a 10 solved", "b 10 solved", "c 10 solved", "d 10 there"}, "clean up l2-d-d", ""},
		{"one that is started is none of these", []string{"x 9 started"}, "go on l1-x-x, new l1-b-b", "l1-b-b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := record.New("ada")
			for i, done := range test.done {
				var letter, what string
				var day int
				if _, err := fmt.Sscan(done, &letter, &day, &what); err != nil {
					t.Fatal(err)
				}
				run := record.Run{ID: fmt.Sprint(i), Started: noon(day).Add(-2 * time.Hour), Ready: noon(day).Add(-2 * time.Hour)}
				if what == "solved" || what == "there" {
					run.Solved = noon(day).Add(-time.Hour)
				}
				if what == "refused" {
					run.Ready = time.Time{}
				}
				if what == "solved" || what == "left" || what == "refused" {
					run.Stopped = noon(day).Add(-time.Minute)
				}
				level := "l1-"
				if letter == "d" {
					level = "l2-"
				}
				r.Put(level+letter+"-"+letter, run)
			}
			steps := advance.Steps(four(), r, r.OpenRuns(""), noon(10))
			var got []string
			for _, step := range steps {
				got = append(got, string(step.Kind)+" "+step.ID)
			}
			if all := strings.Join(got, ", "); all != test.want {
				t.Errorf("%s, want %s", all, test.want)
			}
			if step, ok := advance.ToStart(steps); step.ID != test.start || ok != (test.start != "") {
				t.Errorf("to start: %q, %t, want %q", step.ID, ok, test.start)
			}
		})
	}
}

func TestFresh(t *testing.T) {
	c := &challenge.Challenge{Spec: challenge.Spec{Faults: []challenge.Fault{{ID: "amber"}, {ID: "birch"}, {ID: "cedar"}}}}
	for _, test := range []struct{ had, want string }{
		{"", "amber birch cedar"},
		{"birch", "amber cedar"},
		{"birch amber", "cedar"},
		{"birch birch amber", "cedar"},
		{"birch amber cedar", "birch"},
		{"birch amber cedar birch", "amber"},
		{"gone birch amber", "cedar"},
	} {
		h := record.History{}
		for i, fault := range strings.Fields(test.had) {
			h.Runs = append(h.Runs, record.Run{ID: fmt.Sprint(i), Fault: fault, Started: noon(1 + i)})
		}
		for range 2 { // whatever their order in the record
			if d := cmp.Diff(strings.Fields(test.want), advance.Fresh(c, h)); d != "" {
				t.Errorf("after %q: %s", test.had, d)
			}
			slices.Reverse(h.Runs)
		}
	}
	if got := advance.Fresh(&challenge.Challenge{}, record.History{Runs: []record.Run{{ID: "1", Started: noon(1)}}}); got != nil {
		t.Errorf("without faults: %v", got)
	}
}
