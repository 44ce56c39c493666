package test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// TestDamaged writes over what a running lab is described by: other labs are not
// hidden by it, and it can be removed with all that it has.
func TestDamaged(t *testing.T) {
	before := takeSnapshot(t)
	takeDown(t, hostOnly)
	t.Setenv("KUBECONFIG", filepath.Join(t.TempDir(), "config"))
	mustLab(t, "up", hostOnly, "--merge")
	monitor, _ := monitorAndFirst(t, hostOnly)
	spec := filepath.Join(string(state.Root(dataDir()).Lab(hostOnly)), "lab.json")
	if err := os.WriteFile(spec, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	advice := "he record of lab " + hostOnly + " is damaged: remove the lab with `kubectl mastery lab down " + hostOnly + "` (" +
		spec + " is damaged: unexpected end of JSON input)"

	r := lab(t, "status")
	if r.code != 1 || r.stderr != "T"+advice+".\n" || !strings.Contains(strings.Join(strings.Fields(r.stdout), " "),
		sharedLab+" ready ") || !strings.Contains(strings.Join(strings.Fields(r.stdout), " "), hostOnly+" damaged - - - mastery-"+hostOnly+" -") {
		t.Errorf("status: exit code %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	r = lab(t, "status", "-o", "json")
	var all []struct{ Name, State, Problem string }
	if err := json.Unmarshal([]byte(r.stdout), &all); err != nil || r.code != 1 || r.stderr != "" {
		t.Errorf("status as JSON: %v, exit code %d\n%s%s", err, r.code, r.stdout, r.stderr)
	}
	for _, s := range all {
		if damaged := s.Name == hostOnly; damaged != (s.State == "damaged") || damaged != (s.Problem != "") {
			t.Errorf("status as JSON: %+v", s)
		}
	}
	for _, args := range [][]string{{"up", hostOnly}, {"stop", hostOnly}, {"status", hostOnly}, {"add", "--name", hostOnly}} {
		if r := lab(t, args...); r.code != 2 || r.stderr != "error: t"+advice+"\n" {
			t.Errorf("%v: exit code %d, %s", args, r.code, r.stderr)
		}
	}
	if r := lab(t, "gc"); r.code != 0 || r.stdout != "" || r.stderr !=
		"Lab "+hostOnly+" was left alone since it runs; its record is damaged: remove it with `kubectl mastery lab down "+hostOnly+"`.\nThere is nothing to remove.\n" {
		t.Errorf("gc: %+v", r)
	}
	// With nobody to tidy up.
	kill(t, monitor)
	r = lab(t, "down", hostOnly)
	if r.code != 0 || r.stderr != "Lab "+hostOnly+" is gone.\n" {
		t.Errorf("down: %+v", r)
	}
	if text, err := os.ReadFile(os.Getenv("KUBECONFIG")); err == nil && strings.Contains(string(text), "mastery-") {
		t.Errorf("the context is still there:\n%s", text)
	}
	before.same(t)
}
