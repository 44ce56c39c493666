package challenges_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/handout"
)

// recorder stands in for kubectl, and for answer: it writes down how it was
// called and what it was given.
const recorder = `#!/bin/sh
name=${0##*/}
[ "$name" = kubectl ] || set -- mastery "$name" "$@"
{ printf '%s|' "$@"; cat | tr '\n' '~'; echo; } > "$CALLS/$$"
`

// TestShownIsProven: what a learner is shown asks the cluster for the same as
// the proof that the tests run.
func TestShownIsProven(t *testing.T) {
	bin := t.TempDir()
	for _, name := range []string{"kubectl", "answer"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(recorder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	calls := func(script string, env ...string) []string {
		dir := t.TempDir()
		command := exec.Command("bash", "-eu", "-o", "pipefail", "-c", script)
		command.Env = append(env, "PATH="+bin+":/usr/bin:/bin", "CALLS="+dir)
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s\n%s", err, out, script)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, string(text))
		}
		slices.Sort(all) // what is piped runs at the same time
		return all
	}
	catalogue, err := challenge.NewCatalogue(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	all, err := catalogue.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		proofs, problems := author.FindProofs(c.FS, c)
		if err := problems.Err(); err != nil {
			t.Fatal(err)
		}
		handed := t.TempDir()
		names, env := map[string]string{}, []string(nil)
		for _, alias := range c.Namespaces() {
			names[alias] = "ns-" + alias
			env = append(env, strings.Trim(challenge.NamespaceVariable(alias), "${}")+"="+names[alias])
		}
		if files, err := c.Handout(challenge.Substitution{Namespaces: names}); err != nil {
			t.Fatal(err)
		} else if len(files) > 0 {
			if _, err := handout.Write(handed, files); err != nil {
				t.Fatal(err)
			}
			env = append(env, "FILES="+handed)
		}
		for _, p := range proofs {
			if p.Solution == "" {
				continue
			}
			shown, err := author.Solutions(c, p.Faults[0], names, handed)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(shown, func(s author.Solution) bool { return s.Says == p.Solution })
			if i < 0 {
				t.Fatalf("%s of %s is not shown", p.Name, c.ID())
			}
			source, err := os.ReadFile(filepath.Join(c.ID(), p.Path))
			if err != nil {
				t.Fatal(err)
			}
			want := calls(string(source), env...)
			if d := cmp.Diff(want, calls(shown[i].Script)); d != "" || len(want) == 0 {
				t.Errorf("%s of %s: of %d calls\n%s", p.Name, c.ID(), len(want), d)
			}
		}
	}
}
