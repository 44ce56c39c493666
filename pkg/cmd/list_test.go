package cmd

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// TestList lists what is asked for, in each form.
func TestList(t *testing.T) {
	for args, want := range map[string]string{
		"--type navigate":                           "l1-scavenger-hunt l1-who-did-what",
		"--type Build --level 2":                    "l2-closed-doors",
		"--level 4":                                 "l4-just-enough",
		"--skill l4/skill/rbac":                     "l4-just-enough",
		"--skill LEAST-PRIVILEGE":                   "l4-just-enough",
		"--state new --level 3":                     "l3-house-rules",
		"--state solved":                            "",
		"--type troubleshoot --level 1 --state new": "l1-never-arrives l1-never-begins l1-never-created l1-no-answer l1-no-good-reason l1-pod-crash l1-release-hangs l1-still-pending",
	} {
		code, out, _ := nowhere(t, append([]string{"list", "-o", "name"}, strings.Fields(args)...)...)
		if got := strings.Join(strings.Fields(out), " "); code != 0 || got != want {
			t.Errorf("%s: exit code %d, %s, want %s", args, code, got, want)
		}
	}
}

func TestListErrors(t *testing.T) {
	for args, want := range map[string]string{
		"--level 7":                   "error: --level takes a number from 1 to 6, not 7\n",
		"--level 0":                   "error: --level takes a number from 1 to 6, not 0\n",
		"--type repair":               "error: --type takes troubleshoot, build, project, navigate, audit, review, optimize, document or incident, not \"repair\"\n",
		"--state done":                "error: --state takes new, started, tried or solved, not \"done\"\n",
		"--skill nobody-teaches-this": "error: no item of the curriculum has \"nobody-teaches-this\" in it; `kubectl mastery learn` lists them\n",
		"--skill quotass":             "error: no item of the curriculum has \"quotass\" in it; did you mean `--skill quotas`?\n",
		"-o table":                    "error: unknown output \"table\"; use wide, json, yaml or name\n",
	} {
		if code, _, errOut := nowhere(t, append([]string{"list"}, strings.Fields(args)...)...); code != exitError || errOut != want {
			t.Errorf("%s: exit code %d, %s", args, code, errOut)
		}
	}
	if _, out, _ := nowhere(t, "list", "--level", "6"); out != "No challenge is of that kind yet. All of them: kubectl mastery list. What there is to learn: kubectl mastery learn\n" {
		t.Errorf("none: %s", out)
	}
}

// TestWithSolution: what was only solved by somebody who had been shown how is
// told of as that, and counts.
func TestWithSolution(t *testing.T) {
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	t.Setenv("HOME", t.TempDir())
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	r := record.New("ada")
	r.Put("l1-pod-crash", record.Run{ID: "1", Cluster: "uid", Fault: "amber", Started: at, Revealed: at.Add(time.Minute), Solved: at.Add(2 * time.Minute), Stopped: at.Add(time.Hour)})
	mirror := record.NewMirror(state+"/kubectl-mastery", "uid")
	if err := mirror.Write(r); err != nil {
		t.Fatal(err)
	}
	told := func(args ...string) string {
		_, out, _ := run(t, args...)
		return out
	}
	const words, line = "solved, shown how", "Solved with the solution only: l1-pod-crash. When to do them again: kubectl mastery review\n"
	if out := told("list"); !strings.Contains(out, words) {
		t.Errorf("list:\n%s", out)
	}
	if out := told("list", "--state", "solved", "-o", "json"); !strings.Contains(out, `"withSolution": true`) {
		t.Errorf("list -o json:\n%s", out)
	}
	if out := told("progress"); !regexp.MustCompile(`1 of \d+\n`).MatchString(out) || !strings.Contains(out, line) {
		t.Errorf("progress:\n%s", out)
	}
	if out := told("progress", "-o", "json"); !strings.Contains(out, `"withSolution": 1`) || !strings.Contains(out, `"revealed": "2026-11-24T12:01:00Z"`) {
		t.Errorf("progress -o json:\n%s", out)
	}
	if out := told("review", "-o", "wide"); !regexp.MustCompile(`(?m)^l1-pod-crash +(now|2026-11-2\d) +2026-11-2\d +0 +1 `).MatchString(out) {
		t.Errorf("review:\n%s", out)
	}
	if out := told("__complete", "debrief", ""); !strings.Contains(out, "l1-pod-crash\n") || strings.Contains(out, "l1-no-answer") {
		t.Errorf("completed for debrief:\n%s", out)
	}
	r.Put("l1-pod-crash", record.Run{ID: "2", Cluster: "uid", Fault: "birch", Started: at, Solved: at.Add(time.Hour), Stopped: at.Add(time.Hour)})
	if err := mirror.Write(r); err != nil {
		t.Fatal(err)
	}
	if out := told("list") + told("progress"); strings.Contains(out, words) || strings.Contains(out, line) {
		t.Errorf("it was solved without, too:\n%s", out)
	}
}

// BenchmarkCatalogue reads all challenges, which is most of what `list` does.
func BenchmarkCatalogue(b *testing.B) {
	for b.Loop() {
		catalogue, err := openCatalogue("")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := catalogue.All(); err != nil {
			b.Fatal(err)
		}
	}
}
