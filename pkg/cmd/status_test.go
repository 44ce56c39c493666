package cmd

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// three are challenges of two levels.
func three() []*challenge.Challenge {
	var all []*challenge.Challenge
	for i, id := range []string{"l1-shop-closed", "l1-two-shops", "l2-busy-market"} {
		all = append(all, &challenge.Challenge{Metadata: challenge.Metadata{Name: id}, Spec: challenge.Spec{
			Title: "Story " + fmt.Sprint(i+1), Type: challenge.Troubleshoot, Level: 1 + i/2, Minutes: 10 + i,
		}})
	}
	return all
}

// utc lets a test see times as everywhere.
func utc(t *testing.T) {
	local := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = local })
}

// TestStatus shows what `kubectl mastery` alone tells, all along the way.
func TestStatus(t *testing.T) {
	utc(t)
	levels, err := curriculum.Load(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	open := record.Run{ID: "1", Cluster: "uid", Started: at}
	done := record.Run{ID: "2", Cluster: "uid", Started: at, Solved: at.Add(time.Minute), Stopped: at.Add(time.Hour)}
	half := record.Run{ID: "3", Cluster: "uid", Started: at, Ready: at, Stopped: at.Add(time.Hour)}
	solved := open
	solved.Solved = at.Add(time.Minute)
	var screens strings.Builder
	for _, test := range []struct {
		name     string
		runs     map[string]record.Run
		contexts map[string]string
	}{
		{"for the first time", nil, nil},
		{"for the first time, without a cluster", nil, map[string]string{}},
		{"one is started", map[string]record.Run{"l1-shop-closed": open}, nil},
		{"one is started on a cluster that does not answer", map[string]record.Run{"l1-shop-closed": open}, map[string]string{"uid": "lab"}},
		{"one is solved, and still there", map[string]record.Run{"l1-shop-closed": solved}, nil},
		{"one is solved", map[string]record.Run{"l1-shop-closed": done}, nil},
		{"one was given up", map[string]record.Run{"l1-two-shops": half}, nil},
		{"a level is solved", map[string]record.Run{"l1-shop-closed": done, "l1-two-shops": done}, nil},
		{"all are solved", map[string]record.Run{"l1-shop-closed": done, "l1-two-shops": done, "l2-busy-market": done}, nil},
	} {
		streams, _, out, errOut := genericiooptions.NewTestIOStreams()
		a := &app{term: terminal.New(streams)}
		r := record.New("ada")
		for id, run := range test.runs {
			r.Put(id, run)
		}
		k := &known{Record: r, open: r.OpenRuns(""), contexts: test.contexts}
		if test.contexts == nil {
			k.here = "context lab (https://10.80.0.11:6443)"
		}
		a.showStatus(three(), levels, k)
		if errOut.Len() > 0 {
			t.Errorf("%s: on stderr: %s", test.name, errOut)
		}
		screens.WriteString("# " + test.name + "\n" + out.String() + "\n")
	}
	golden(t, "status.txt", screens.String())
}

// TestLastSolved finds what the debrief is about.
func TestLastSolved(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 24, 12, minute, 0, 0, time.UTC) }
	r := record.New("ada")
	r.Put("l1-a", record.Run{ID: "1", Fault: "amber", Started: at(0), Solved: at(1), Stopped: at(2)})
	r.Put("l1-a", record.Run{ID: "2", Fault: "birch", Started: at(3), Solved: at(4), Stopped: at(5)})
	r.Put("l1-a", record.Run{ID: "3", Fault: "cedar", Started: at(6)})
	r.Put("l1-b", record.Run{ID: "4", Started: at(0), Solved: at(3), Stopped: at(5)})
	r.Put("l1-c", record.Run{ID: "5", Started: at(8)})
	for id, want := range map[string]string{
		"": "l1-a birch", "l1-a": "l1-a birch", "l1-b": "l1-b ",
		"l1-c": "l1-c is not solved yet; for help while it is started: `kubectl mastery hint`",
		"l1-d": "l1-d is not solved yet; begin with `kubectl mastery start l1-d`",
	} {
		found, run, err := lastSolved(r, id)
		got := found + " " + run.Fault
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", id, got, want)
		}
	}
	if _, _, err := lastSolved(record.New("ada"), ""); err == nil || err.Error() != "no challenge is solved yet; `kubectl mastery list` shows all" {
		t.Errorf("nothing is solved: %v", err)
	}
}

// TestDebrief tells of a solved challenge once more.
func TestDebrief(t *testing.T) {
	streams, _, out, _ := genericiooptions.NewTestIOStreams()
	a := &app{term: terminal.New(streams)}
	c, err := challenge.Load(os.DirFS("../../challenges"), "l1-pod-crash")
	if err != nil {
		t.Fatal(err)
	}
	values := challenge.Substitution{Namespaces: namespaces(c)}
	if err := a.debrief(c, "cedar", values); err != nil {
		t.Fatal(err)
	}
	with := out.String()
	out.Reset()
	if err := a.debrief(c, "", values); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(with, "What it was") || strings.Contains(out.String(), "What it was") || !strings.HasSuffix(with, out.String()) {
		t.Errorf("with a fault:\n%s\nwithout one:\n%s", with, out)
	}
}
