package cmd

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestArguments(t *testing.T) {
	for line, want := range map[string]string{
		"kubectl-mastery list -o name":              "list -o name",
		"/usr/bin/kubectl_complete-mastery start l": "__complete start l",
		"kubectl_complete-mastery.exe start":        "__complete start",
		"kubectl_complete-mastery-lab start":        "start",
	} {
		if got := strings.Join(Arguments(strings.Fields(line)), " "); got != want {
			t.Errorf("%s: %s", line, got)
		}
	}
}

// TestComplete completes verbs, challenges, flags and their values.
func TestComplete(t *testing.T) {
	for line, want := range map[string]string{
		"__complete sho":           "show",
		"__complete start l4":      "l4-just-enough",
		"__complete show l2":       "l2-closed-doors",
		"__complete list --type n": "navigate",
		"__complete list --stat":   "--state",
	} {
		_, out, _ := nowhere(t, strings.Fields(line)...)
		found := false
		for said := range strings.Lines(out) { // shells take of them what fits
			word, _, _ := strings.Cut(strings.TrimSpace(said), "\t")
			found = found || word == want
		}
		if !found {
			t.Errorf("%s: %q", line, out)
		}
	}
}

func TestInstallCompletion(t *testing.T) {
	bin, other := t.TempDir(), t.TempDir()
	t.Setenv("PATH", bin)
	if _, err := installCompletion(""); err == nil || !strings.Contains(err.Error(), "kubectl-mastery is not on PATH") {
		t.Errorf("without the plugin: %v", err)
	}
	program := filepath.Join(bin, "kubectl-mastery")
	if err := os.WriteFile(program, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", "", other} { // the second time it is there
		link, err := installCompletion(dir)
		if err != nil || !slices.Contains([]string{bin, other}, filepath.Dir(link)) {
			t.Fatalf("%s, %v", link, err)
		}
		if to, err := os.Readlink(link); err != nil || to != program {
			t.Errorf("%s leads to %s, %v", link, to, err)
		}
	}
	if !onPath(bin) || onPath(other) {
		t.Error("what is on PATH is not known")
	}
	if _, err := installCompletion(filepath.Join(bin, "none")); err == nil || !strings.Contains(err.Error(), "there is no directory") {
		t.Errorf("into no directory: %v", err)
	}
	for _, dir := range []string{"", other, other} { // the last time there is none
		link, err := completionLink(dir)
		if err != nil || link != "" && os.Remove(link) != nil {
			t.Errorf("%q: %v", link, err)
		}
	}
	for _, dir := range []string{bin, other} {
		if _, err := os.Lstat(filepath.Join(dir, completer)); err == nil {
			t.Errorf("the link in %s is still there", dir)
		}
	}
	taken := t.TempDir()
	if err := os.WriteFile(filepath.Join(taken, completer), nil, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := installCompletion(taken); err == nil || !strings.Contains(err.Error(), "is there already and something else") {
		t.Errorf("over another file: %v", err)
	}
	if _, err := completionLink(taken); err == nil || !strings.Contains(err.Error(), "is no link to kubectl-mastery") {
		t.Errorf("to be removed, another file: %v", err)
	}
}
