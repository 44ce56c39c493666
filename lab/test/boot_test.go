package test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/lab/component"
)

// TestHeld writes more into a held program's pipe than fits: it reads until
// the pipe ends, and does nothing else before that.
func TestHeld(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"kube-controller-manager", "kube-scheduler", "kube-proxy"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			end, pipe, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer pipe.Close()
			said, err := os.Create(filepath.Join(t.TempDir(), "said"))
			if err != nil {
				t.Fatal(err)
			}
			defer said.Close()
			cmd := exec.CommandContext(t.Context(), filepath.Join(payload(), "bin", name), "--version")
			cmd.Env = append(os.Environ(), component.HoldVariable+"=3")
			cmd.ExtraFiles = []*os.File{end}
			cmd.Stdout, cmd.Stderr = said, said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			end.Close()
			if _, err := pipe.Write(bytes.Repeat([]byte("."), 1<<20)); err != nil {
				t.Errorf("the program does not read: %v", err)
			}
			if early, err := os.ReadFile(said.Name()); err != nil || len(early) > 0 {
				t.Errorf("it said %q while it was held, error %v", early, err)
			}
			pipe.Close()
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
			if late, err := os.ReadFile(said.Name()); err != nil || !strings.HasPrefix(string(late), "Kubernetes v") {
				t.Errorf("it said %q when it was let go, error %v", late, err)
			}
		})
	}
}

// TestBootstrapPolicy holds the roles that the lab makes early against those
// that the API server sees to: the lab makes all of them, and no other.
func TestBootstrapPolicy(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	made, err := os.ReadFile(filepath.Join(payload(), "bootstrap-policy.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var early []string
	for line := range strings.Lines(string(made)) {
		var object struct {
			Kind     string
			Metadata struct{ Name, Namespace string }
		}
		if err := yaml.Unmarshal([]byte(line), &object); err != nil {
			t.Fatal(err)
		}
		early = append(early, strings.TrimSpace(strings.Join([]string{object.Kind, object.Metadata.Name, object.Metadata.Namespace}, " ")))
	}
	slices.Sort(early)
	found := c.kubectl("get", "clusterroles,clusterrolebindings,roles,rolebindings", "--all-namespaces",
		"--selector=kubernetes.io/bootstrapping=rbac-defaults",
		`--output=jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.namespace}{"\n"}{end}`)
	var there []string
	for line := range strings.Lines(found) {
		there = append(there, strings.TrimSpace(line))
	}
	slices.Sort(there)
	if diff := cmp.Diff(there, early); diff != "" {
		t.Errorf("roles in the cluster and in the payload (-cluster +payload):\n%s", diff)
	}
}
