package cmd

import (
	"os"
	"strings"
	"testing"
	"time"

	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// TestSolution: what is shown of which run, and what is said where it is not.
func TestSolution(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 24, 12, minute, 0, 0, time.UTC) }
	crash, err := builtIn(t).Get("l1-pod-crash")
	if err != nil {
		t.Fatal(err)
	}
	open := record.Run{ID: "1", Fault: "cedar", Digest: crash.Digest, Started: at(0), Namespaces: map[string]string{"main": "mastery-l1-pod-crash"}}
	with := func(run record.Run, change func(*record.Run)) record.Run { change(&run); return run }
	const refused = "there is more to find out first: take a hint (`kubectl mastery hint l1-pod-crash`), or ask what is missing (`kubectl mastery verify l1-pod-crash`); to see it all the same, which your record keeps: `kubectl mastery solution l1-pod-crash --reveal`"
	tests := []struct {
		name   string
		runs   map[string]record.Run
		before []record.Run // of the same challenge
		id     string
		reveal bool
		// shown is in what is shown; fails is what is said instead.
		shown, fails string
		kept         bool
	}{
		{name: "it is started", runs: map[string]record.Run{"l1-pod-crash": open}, fails: refused},
		{name: "it is started and named", runs: map[string]record.Run{"l1-pod-crash": open}, id: "l1-pod-crash", fails: refused},
		{name: "it is revealed", runs: map[string]record.Run{"l1-pod-crash": open}, reveal: true, shown: "--limits=memory=96Mi", kept: true},
		{name: "it was revealed", runs: map[string]record.Run{"l1-pod-crash": with(open, func(r *record.Run) { r.Revealed = at(1) })}, shown: "--limits=memory=96Mi"},
		{name: "it is solved", runs: map[string]record.Run{"l1-pod-crash": with(open, func(r *record.Run) { r.Solved = at(1) })}, shown: "--limits=memory=96Mi"},
		{name: "it is solved, and reveal is of no matter", runs: map[string]record.Run{"l1-pod-crash": with(open, func(r *record.Run) { r.Solved = at(1) })}, reveal: true, shown: "--limits=memory=96Mi"},
		{
			name: "the same fault was solved before", runs: map[string]record.Run{"l1-pod-crash": open},
			before: []record.Run{{ID: "0", Fault: "cedar", Started: at(-9), Solved: at(-8), Stopped: at(-7)}}, shown: "--limits=memory=96Mi", kept: true,
		},
		{
			name: "another fault was solved before", runs: map[string]record.Run{"l1-pod-crash": open},
			before: []record.Run{{ID: "0", Fault: "amber", Started: at(-9), Solved: at(-8), Stopped: at(-7)}}, fails: refused,
		},
		{
			name: "it is over and was solved", runs: map[string]record.Run{"l1-pod-crash": with(open, func(r *record.Run) { r.Solved, r.Stopped, r.Namespaces = at(1), at(2), nil })},
			shown: "kubectl -n mastery-l1-pod-crash set resources",
		},
		{name: "it is over and was revealed", runs: map[string]record.Run{"l1-pod-crash": with(open, func(r *record.Run) { r.Revealed, r.Stopped = at(1), at(2) })}, shown: "--limits=memory=96Mi"},
		{
			name: "of two that are over the last", runs: map[string]record.Run{"l1-pod-crash": with(open, func(r *record.Run) { r.Solved, r.Stopped = at(1), at(2) })},
			before: []record.Run{{ID: "2", Fault: "dune", Started: at(3), Solved: at(4), Stopped: at(5)}}, id: "l1-pod-crash", shown: "/etc/shop",
		},
		{
			name: "it is over and was not solved", runs: map[string]record.Run{"l1-pod-crash": with(open, func(r *record.Run) { r.Stopped = at(1) })}, id: "l1-pod-crash", reveal: true,
			fails: "l1-pod-crash is neither solved nor started; begin with `kubectl mastery start l1-pod-crash`, and if you are stuck: `kubectl mastery hint`",
		},
		{name: "nothing was done", fails: "nothing is started, and nothing is solved yet; `kubectl mastery next` says where to begin"},
		{
			name: "of a fault that is no more", runs: map[string]record.Run{"l1-pod-crash": with(open, func(r *record.Run) { r.Fault, r.Solved = "gone", at(1) })},
			fails: "no solution is kept with l1-pod-crash; once it is solved, `kubectl mastery debrief l1-pod-crash` tells the cause",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, out, errOut := atCluster(t, test.runs)
			for _, run := range test.before {
				s.record.Put("l1-pod-crash", run)
			}
			err := s.solution(t.Context(), builtIn(t), test.id, test.reveal)
			switch {
			case test.fails != "" && (err == nil || err.Error() != test.fails || out.Len() > 0):
				t.Errorf("error %v, want %s", err, test.fails)
			case test.fails == "" && err != nil:
				t.Error(err)
			case !strings.Contains(out.String(), test.shown):
				t.Errorf("shown is\n%s", out)
			}
			r, err := s.store.Load(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			run, _ := r.Last("l1-pod-crash")
			if run.Revealed.IsZero() == test.kept || strings.Contains(errOut.String(), "Your record keeps that you have seen it.") != test.kept {
				t.Errorf("revealed at %s, on stderr: %s", run.Revealed, errOut)
			}
		})
	}
}

// TestSolutionScreens shows what is shown of each kind of challenge.
func TestSolutionScreens(t *testing.T) {
	streams, _, out, errOut := genericiooptions.NewTestIOStreams()
	a := &app{term: terminal.New(streams)}
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, one := range []struct {
		id  string
		run record.Run
	}{
		{"l1-pod-crash", record.Run{Fault: "birch", Started: at, Revealed: at, Namespaces: map[string]string{"main": "class-ada"}}},
		{"l1-scavenger-hunt", record.Run{Fault: "olive", Started: at, Solved: at}},
		{"l4-just-enough", record.Run{Started: at, Solved: at, Stopped: at}},
	} {
		if err := a.showSolution(builtIn(t), one.id, one.run, one.id); err != nil {
			t.Fatal(err)
		}
		out.WriteString("\n")
	}
	golden(t, "solution.txt", out.String())
	if errOut.Len() > 0 {
		t.Errorf("on stderr: %s", errOut)
	}
}

func TestSolutionWithoutCluster(t *testing.T) {
	for args, want := range map[string]string{
		"":             "error: nothing is started, and nothing is solved yet; `kubectl mastery next` says where to begin\n",
		"l1-pod-crahs": "error: no such challenge: \"l1-pod-crahs\"; did you mean \"l1-pod-crash\"? `kubectl mastery list` shows all\n",
		"a b":          "error: name one challenge, not 2\n",
	} {
		_, _, errOut := nowhere(t, append([]string{"solution"}, strings.Fields(args)...)...)
		if !strings.HasSuffix(errOut, want) {
			t.Errorf("%q: %s", args, errOut)
		}
	}
	s, _, _ := atCluster(t, nil)
	k := &known{Record: record.New(""), contexts: map[string]string{}}
	k.Put("l1-pod-crash", record.Run{ID: "1", Fault: "cedar", Started: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)})
	k.open = k.OpenRuns("")
	err := s.pastSolution(builtIn(t), k, "")
	if err == nil || err.Error() != "l1-pod-crash is started on a cluster that does not answer; reach it again (KUBECONFIG, --context), then `kubectl mastery solution l1-pod-crash`" {
		t.Error(err)
	}
}

// TestCelebrate points to a solution where there is one.
func TestCelebrate(t *testing.T) {
	shown, err := builtIn(t).Get("l1-pod-crash")
	if err != nil {
		t.Fatal(err)
	}
	none := *shown
	none.FS = os.DirFS(t.TempDir())
	const line = "Compare it with a proven solution: kubectl mastery solution l1-pod-crash\n"
	for _, c := range []*challenge.Challenge{shown, &none} {
		s, _, errOut := atCluster(t, nil)
		run := record.Run{ID: "1", Fault: "amber", Namespaces: namespaces(c)}
		if err := s.celebrate(&current{challenge: c, run: run, deployment: s.deployment(c, run)}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(errOut.String(), line) != (c == shown) {
			t.Errorf("%s", errOut)
		}
	}
}
