package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

func crash(t *testing.T) *challenge.Challenge {
	t.Helper()
	c, err := challenge.Load(challenges.FS, "l1-pod-crash")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestExit(t *testing.T) {
	tests := map[check.Verdict]int{check.Pass: 0, check.Fail: 1, check.Settling: 1, check.Broken: 2, check.Unknown: 3, "else": 1}
	for verdict, want := range tests {
		got := 0
		var said outcome
		if err := exit(verdict); errors.As(err, &said) {
			got = int(said)
		}
		if got != want {
			t.Errorf("%s: %d, want %d", verdict, got, want)
		}
	}
}

func TestParseSeed(t *testing.T) {
	for text, want := range map[string]uint64{"0": 0, "7": 7, "18446744073709551615": 18446744073709551615} {
		if got, err := parseSeed(text); err != nil || got != want {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"-1", "+1", "1.5", "x", "7x", " 7", "007", "1e3", "18446744073709551616"} {
		if got, err := parseSeed(text); err == nil {
			t.Errorf("%q is taken for %d", text, got)
		}
	}
	if _, err := parseSeed(""); err != nil {
		t.Error(err)
	}
}

// TestDraw holds a seed to its fault: a learner who gives a seed to another
// must give them the same fault, also with a later release.
func TestDraw(t *testing.T) {
	four := &challenge.Challenge{Spec: challenge.Spec{Faults: []challenge.Fault{{ID: "amber"}, {ID: "birch"}, {ID: "cedar"}, {ID: "dune"}}}}
	var got []string
	for seed := range uint64(10) {
		got = append(got, draw(four, seed))
	}
	want := strings.Fields(drawn)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("seeds 0 to 9: %s", d)
	}
	seen := map[string]int{}
	for seed := range uint64(1000) {
		seen[draw(four, seed)]++
	}
	for _, f := range four.Spec.Faults {
		if n := seen[f.ID]; n < 200 || n > 300 {
			t.Errorf("fault %s is drawn %d times of 1000", f.ID, n)
		}
	}
	if got := draw(&challenge.Challenge{}, 7); got != "" {
		t.Errorf("without faults: %q", got)
	}
}

func TestAwaited(t *testing.T) {
	c := &challenge.Challenge{Spec: challenge.Spec{Faults: []challenge.Fault{{ID: "amber", Sees: "it is closed"}}}}
	for _, test := range []struct{ ready, fault, want string }{
		{"", "", ""},
		{"", "amber", "it is closed"},
		{"true", "amber", "it is closed"},
		{"true", "", "the starting point is in place"},
	} {
		c.Spec.Ready.Source = test.ready
		if got := awaited(c, test.fault); got != test.want {
			t.Errorf("%+v: %q", test, got)
		}
	}
}

func TestState(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 24, 12, minute, 0, 0, time.UTC) }
	tests := []struct {
		want string
		runs []record.Run
	}{
		{"new", nil},
		{"started", []record.Run{{ID: "1", Started: at(1)}}},
		{"tried", []record.Run{{ID: "1", Started: at(1), Ready: at(1), Stopped: at(2)}}},
		{"new", []record.Run{{ID: "1", Started: at(1), Stopped: at(2)}}}, // its start was refused
		{"solved", []record.Run{{ID: "1", Started: at(1), Solved: at(2)}}},
		{"solved", []record.Run{{ID: "1", Started: at(1), Solved: at(2), Stopped: at(3)}}},
		{"solved", []record.Run{{ID: "1", Started: at(1), Solved: at(2), Stopped: at(3)}, {ID: "2", Started: at(4), Stopped: at(5)}}},
		{"started", []record.Run{{ID: "1", Started: at(1), Solved: at(2), Stopped: at(3)}, {ID: "2", Started: at(4)}}},
	}
	for _, test := range tests {
		r := record.New("ada")
		for _, run := range test.runs {
			r.Put("l1-a-b", run)
		}
		k := &known{Record: r, open: r.OpenRuns("")}
		if got := k.state("l1-a-b"); got != test.want {
			t.Errorf("%+v: %s, want %s", test.runs, got, test.want)
		}
	}
}

func TestNextHint(t *testing.T) {
	expr := func(source string) challenge.Expression {
		return challenge.Expression{Source: source, Line: 1, Column: 1}
	}
	c := &challenge.Challenge{Spec: challenge.Spec{
		Observe: map[string]challenge.Watch{"shop": {Backs: "service/shop"}},
		Faults:  []challenge.Fault{{ID: "amber"}, {ID: "birch"}},
		Hints: []challenge.Hint{
			{Text: "0: for all"},
			{Text: "1: for amber", Fault: []string{"amber"}},
			{Text: "2: for a check", Check: "answers"},
			{Text: "3: for a state", If: expr("!present(shop)")},
			{Text: "4: for birch and a check", Fault: []string{"birch"}, Check: "ready"},
		},
	}}
	tests := []struct {
		name    string
		fault   string
		taken   []int
		failing string
		missing bool
		want    int
	}{
		{"the first", "amber", nil, "ready", false, 0},
		{"for the fault", "amber", []int{0}, "ready", false, 1},
		{"not for another fault", "birch", []int{0}, "answers", false, 2},
		{"not for a check that passes", "birch", []int{0}, "ready", true, 3},
		{"not for another state", "birch", []int{0}, "ready", false, 4},
		{"one that was left out comes later", "amber", []int{0, 1, 3}, "answers", false, 2},
		{"all are taken", "birch", []int{0, 1, 2, 3, 4}, "answers", true, -1},
		{"none fits", "amber", []int{0, 1}, "ready", false, -1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var results []check.Result
			for _, name := range []string{"answers", "ready"} {
				r := check.Result{Name: name, Verdict: check.Pass}
				if name == test.failing {
					r.Verdict = check.Fail
				}
				results = append(results, r)
			}
			shop := check.Observed{Single: true}
			if !test.missing {
				shop.Items = []map[string]any{{"kind": "Deployment"}}
			}
			ev := check.Evidence{Objects: map[string]check.Observed{"shop": shop}}
			got, err := nextHint(c, record.Run{Fault: test.fault, Hints: test.taken}, results, ev, nil)
			if err != nil || got != test.want {
				t.Errorf("%d, %v; want %d", got, err, test.want)
			}
		})
	}
}

func TestNextHintWhileSomethingSettles(t *testing.T) {
	c := &challenge.Challenge{Spec: challenge.Spec{Hints: []challenge.Hint{{Text: "0", Check: "answers"}, {Text: "1", Check: "ready"}}}}
	for _, test := range []struct {
		answers, ready check.Verdict
		want           int
	}{
		{check.Settling, check.Fail, 1},
		{check.Unknown, check.Fail, 1},
		{check.Settling, check.Pass, 0},
		{check.Pass, check.Unknown, 1},
		{check.Pass, check.Pass, -1},
	} {
		results := []check.Result{{Name: "answers", Verdict: test.answers}, {Name: "ready", Verdict: test.ready}}
		if got, err := nextHint(c, record.Run{}, results, check.Evidence{}, nil); err != nil || got != test.want {
			t.Errorf("%+v: hint %d, %v", test, got, err)
		}
	}
}

func TestHintOnceMore(t *testing.T) {
	c := &challenge.Challenge{Spec: challenge.Spec{Hints: []challenge.Hint{{Text: "0"}, {Text: "1", Check: "answers"}, {Text: "2", Check: "ready"}, {Text: "3", Check: "ready"}}}}
	for _, test := range []struct {
		taken          []int
		answers, ready check.Verdict
		want           int
	}{
		{[]int{0, 1, 2, 3}, check.Pass, check.Fail, 3},
		{[]int{0, 3, 2, 1}, check.Pass, check.Fail, 2},
		{[]int{0, 2, 3, 1}, check.Fail, check.Pass, 1},
		{[]int{0, 2}, check.Fail, check.Pass, -1},
		{[]int{0}, check.Fail, check.Fail, -1},
		{nil, check.Fail, check.Fail, -1},
	} {
		results := []check.Result{{Name: "answers", Verdict: test.answers}, {Name: "ready", Verdict: test.ready}}
		if got, err := onceMore(c, record.Run{Hints: test.taken}, results, check.Evidence{}, nil); err != nil || got != test.want {
			t.Errorf("%+v: hint %d, %v", test, got, err)
		}
	}
}

// TestHintsReachEveryFault: whatever fails, somebody with a fault gets the
// hints of that fault, and none of another one, where all is in the state that
// its hints are for.
func TestHintsReachEveryFault(t *testing.T) {
	c := crash(t)
	for i := range c.Spec.Hints {
		if len(c.Spec.Hints[i].Fault) > 0 {
			c.Spec.Hints[i].If = challenge.Expression{}
		}
	}
	for _, fault := range c.Spec.Faults {
		run := record.Run{Fault: fault.ID}
		own := 0
		for range len(c.Spec.Hints) + 1 {
			i, err := nextHint(c, run, []check.Result{{Name: c.Spec.Checks[0].Name, Verdict: check.Fail}}, check.Evidence{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if i < 0 {
				break
			}
			if of := c.Spec.Hints[i].Fault; slices.Contains(of, fault.ID) {
				own++
			} else if len(of) > 0 {
				t.Errorf("fault %s: hint %d is for %v", fault.ID, i, of)
			}
			run.Hints = append(run.Hints, i)
		}
		if own < 2 {
			t.Errorf("fault %s has %d hints of its own", fault.ID, own)
		}
	}
}

// run runs a command line on a machine without a cluster.
func run(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	t.Setenv("KUBECONFIG", "/dev/null")
	streams, _, stdout, stderr := genericiooptions.NewTestIOStreams()
	code = Main(context.Background(), args, streams)
	return code, stdout.String(), stderr.String()
}

func TestCommandLines(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	tests := []struct {
		args string
		code int
		says string
	}{
		{"version", 0, "kubectl-mastery "},
		{"", 0, "kubectl mastery"},
		{"strat", 2, "error: unknown command \"strat\"; did you mean `kubectl mastery start`?"},
		{"xyzzy", 2, "error: unknown command \"xyzzy\"; `kubectl mastery --help` lists all"},
		{"start", 2, "error: your kubeconfig, /dev/null, names no cluster; start a cluster (`kubectl mastery lab up`"},
		{"debrief l1-pod-crahs", 2, `error: no such challenge: "l1-pod-crahs"; did you mean "l1-pod-crash"?`},
		{"start l1-pod-crahs", 2, `error: no such challenge: "l1-pod-crahs"; did you mean "l1-pod-crash"?`},
		{"start l1-pod-crash --seed x", 2, `error: --seed takes a whole number from 0 on, not "x"`},
		{"start a b", 2, "error: name one challenge, not 2"},
		{"verify a b", 2, "error: name one challenge, not 2"},
		{"verify -o xml", 2, `error: unknown output "xml"; use json, yaml or junit`},
		{"answer port 8080", 2, "error: your kubeconfig, /dev/null, names no cluster; start a cluster (`kubectl mastery lab up`"},
		{"answer --now", 2, "error: unknown flag: --now; see `kubectl mastery answer --help`"},
		{"stop --all l1-pod-crash", 2, "error: --all and a challenge do not go together"},
		{"verify", 2, "error: your kubeconfig, /dev/null, names no cluster; start a cluster (`kubectl mastery lab up`"},
		{"list", 0, "l1-pod-crash"},
		{"list --challenges ../../test/bench/challenges", 0, "l1-bench-state"},
		{"list --challenges ../../nowhere", 2, "error: --challenges: there is no directory ../../nowhere"},
		{"list --challenges ../cmd", 2, "error: ../cmd holds no challenges: each is a directory with a challenge.yaml"},
		{"list -o name", 0, "l1-pod-crash\n"},
		{"list -o xml", 2, `error: unknown output "xml"; use wide, json, yaml or name`},
		{"list --level 6 -o json", 0, `"items": []`},
		{"list --level 9", 2, "error: --level takes a number from 1 to 6, not 9"},
		{"list --flag", 2, "error: unknown flag: --flag; see `kubectl mastery list --help`"},
		{"verify --nowait", 2, "error: unknown flag: --nowait; did you mean --no-wait?"},
		{"start --seed", 2, "error: flag needs an argument: --seed; see `kubectl mastery start --help`"},
		{"options", 0, "--kubeconfig"},
		{"progress", 0, "Level 1  Foundation Builder"},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			code, out, errOut := run(t, strings.Fields(test.args)...)
			if code != test.code || !strings.Contains(out+errOut, test.says) {
				t.Errorf("exit code %d, out:\n%serr:\n%s", code, out, errOut)
			}
			if code == 2 && (out != "" || strings.Count(errOut, "\n") != 1) {
				t.Errorf("an error is one line on stderr; out:\n%serr:\n%s", out, errOut)
			}
		})
	}
}

// TestRemembered lists what this machine knows while no cluster answers.
func TestRemembered(t *testing.T) {
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	t.Setenv("HOME", t.TempDir())
	r := record.New("ada")
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	r.Put("l1-pod-crash", record.Run{ID: "1", Cluster: "uid", Started: at, Solved: at.Add(time.Minute), Stopped: at.Add(time.Hour)})
	if err := record.NewMirror(state+"/kubectl-mastery", "uid").Write(r); err != nil {
		t.Fatal(err)
	}
	code, out, errOut := run(t, "list")
	if code != 0 || !strings.Contains(out, "solved") || !strings.Contains(errOut, "; this is what this machine remembers.") {
		t.Errorf("exit code %d, out:\n%serr:\n%s", code, out, errOut)
	}
	if err := record.NewMirror(state+"/kubectl-mastery", "other").WriteLocal(record.Local{Context: "kind"}); err != nil {
		t.Fatal(err)
	}
	r.Put("l1-pod-crash", record.Run{ID: "2", Cluster: "other", Started: at.Add(2 * time.Hour)})
	if err := record.NewMirror(state+"/kubectl-mastery", "other").Write(r); err != nil {
		t.Fatal(err)
	}
	if _, out, _ := run(t, "list"); !strings.Contains(out, "started again") {
		t.Errorf("one that was solved and is started again:\n%s", out)
	}
	_, out, errOut = run(t, "progress")
	if !strings.Contains(out, "Level 1  Foundation Builder   #") || !strings.Contains(out, ", in context kind\nNext: reach your cluster again (KUBECONFIG, --context), or make one: kubectl mastery lab up\n") {
		t.Errorf("progress:\n%s%s", out, errOut)
	}
	_, out, _ = run(t, "progress", "-o", "json")
	for _, odd := range []string{`"APIVersion"`, `"Learner"`, "0001-01-01"} {
		if strings.Contains(out, odd) {
			t.Errorf("progress -o json holds %s:\n%s", odd, out)
		}
	}
	if fmt.Sprint(outcome(3)) == "" {
		t.Error("an outcome has no text")
	}
}

// drawn are the faults of the seeds 0 to 9 among four.
const drawn = "cedar dune dune dune birch dune cedar cedar cedar amber"

func TestElsewhere(t *testing.T) {
	for there, want := range map[string]string{
		"lab":  "no challenge is started here; l1-pod-crash was, on an earlier cluster of context lab: begin anew with `kubectl mastery start l1-pod-crash`",
		"kind": "no challenge is started in context lab; l1-pod-crash is, in context kind: add --context kind",
	} {
		if got := elsewhere("lab", there, "l1-pod-crash").Error(); got != want {
			t.Errorf("%s: %q, want %q", there, got, want)
		}
	}
}
