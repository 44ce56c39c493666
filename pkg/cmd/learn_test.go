package cmd

import (
	"slices"
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

// TestLearn shows what there is to learn, without a cluster.
func TestLearn(t *testing.T) {
	var all strings.Builder
	for _, args := range []string{"", "l1/skill/manifests", "LABELS", "clusterip nodeport", "cluster-federation", "scale -o name", "scale -o yaml"} {
		code, out, errOut := nowhere(t, append([]string{"learn"}, strings.Fields(args)...)...)
		if code != 0 || errOut != "" && !strings.HasSuffix(errOut, "; this is what this machine remembers.\n") {
			t.Errorf("%s: exit code %d, on stderr: %s", args, code, errOut)
		}
		all.WriteString(strings.TrimSpace("$ kubectl mastery learn "+args) + "\n" + out + "\n")
	}
	golden(t, "learn.txt", all.String())
}

// TestLearnNext: of the challenges that train something, the one that comes
// next is named.
func TestLearnNext(t *testing.T) {
	levels, err := curriculum.Load(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	all, err := builtIn(t).All()
	if err != nil {
		t.Fatal(err)
	}
	item := levels.Find("pod-lifecycle")[0]
	all = slices.DeleteFunc(all, func(c *challenge.Challenge) bool { // as others are made
		return !slices.Contains([]string{"l1-never-created", "l1-no-answer", "l1-pod-crash", "l1-stay-alive"}, c.ID())
	})
	now := time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC)
	run := func(days int, change func(*record.Run)) record.Run {
		r := record.Run{ID: "1", Started: now.AddDate(0, 0, -days), Ready: now.AddDate(0, 0, -days), Stopped: now.AddDate(0, 0, -days)}
		change(&r)
		return r
	}
	solved := func(r *record.Run) { r.Solved = r.Started }
	open := func(r *record.Run) { r.Stopped = time.Time{} }
	for _, test := range []struct {
		name string
		runs map[string]record.Run
		want string
	}{
		{"nothing was done", nil, "Next: kubectl mastery start l1-pod-crash\n"},
		{"one is solved", map[string]record.Run{"l1-pod-crash": run(0, solved)}, "Next: kubectl mastery start l1-never-created\n"},
		{"one is due", map[string]record.Run{"l1-stay-alive": run(5, solved)}, "Next: kubectl mastery start l1-stay-alive\n"},
		{"one is started", map[string]record.Run{"l1-stay-alive": run(1, open)}, "Next: kubectl mastery verify l1-stay-alive, or kubectl mastery hint l1-stay-alive\n"},
		{"another one is started", map[string]record.Run{"l1-no-answer": run(1, open)}, "Next: kubectl mastery start l1-pod-crash\n"},
		{"all are solved", map[string]record.Run{"l1-stay-alive": run(0, solved), "l1-pod-crash": run(0, solved), "l1-never-created": run(0, solved)}, "Next: kubectl mastery start l1-never-created\n"},
	} {
		streams, _, out, _ := genericiooptions.NewTestIOStreams()
		a := &app{term: terminal.New(streams)}
		r := record.New("ada")
		for id, one := range test.runs {
			r.Put(id, one)
		}
		a.showTopic(item, levels, all, &known{Record: r, open: r.OpenRuns(""), now: now})
		if !strings.HasSuffix(out.String(), "\n"+test.want) {
			t.Errorf("%s:\n%s", test.name, out)
		}
	}
}

func TestLearnErrors(t *testing.T) {
	for args, want := range map[string]string{
		"lifecicle":       "error: no topic has \"lifecicle\" in it; did you mean `kubectl mastery learn lifecycle`? `kubectl mastery learn` lists all\n",
		"manifets":        "error: no topic has \"manifets\" in it; did you mean `kubectl mastery learn manifests`? `kubectl mastery learn` lists all\n",
		"l2/skill/gitops": "error: no topic has \"l2/skill/gitops\" in it; did you mean `kubectl mastery learn l5/skill/gitops`? `kubectl mastery learn` lists all\n",
		"cooking":         "error: no topic has \"cooking\" in it; `kubectl mastery learn` lists all\n",
		"scale -o wide":   "error: unknown output \"wide\"; use json, yaml or name\n",
		"scale --level 1": "error: unknown flag: --level; see `kubectl mastery learn --help`\n",
	} {
		if code, _, errOut := nowhere(t, append([]string{"learn"}, strings.Fields(args)...)...); code != exitError || errOut != want {
			t.Errorf("%s: exit code %d, %s", args, code, errOut)
		}
	}
}

func TestCompleteTopics(t *testing.T) {
	words, _ := completeTopics(nil, nil, "")
	if len(words) != 84 || words[0] != "l1/skill/architecture\tUnderstand basic Kubernetes architecture" {
		t.Errorf("%d words, the first is %q", len(words), words[0])
	}
	if words, _ := completeTopics(nil, []string{"scale"}, ""); words != nil {
		t.Errorf("%q", words)
	}
}
