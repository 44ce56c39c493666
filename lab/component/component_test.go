package component

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
)

var update = flag.Bool("update", false, "write what is there as what is wanted")

// TestNodes shows with what each kind of node runs.
func TestNodes(t *testing.T) {
	plan, err := network.PlanFor(0)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []Node{
		{Name: "mastery-lab-control-plane", ControlPlane: true, Policies: true, InsecureRegistries: []string{"registry.example:5000"}, Domain: "corp.example", PodSecurity: "restricted", GCPercent: 400},
		{Name: "mastery-lab-worker", Number: 1, Proxy: []string{"HTTPS_PROXY=http://proxy.example:3128"}, Domain: "cluster.local", PodSecurity: "restricted"},
	} {
		t.Run(n.Name, func(t *testing.T) {
			n.Plan, n.PauseImage = plan, "registry.k8s.io/pause:3.10.2"
			got, err := describe(n)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", n.Name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("node (-want +got), -update takes it over:\n%s", diff)
			}
		})
	}
}

// describe writes out all that a node runs with.
func describe(n Node) (string, error) {
	var b strings.Builder
	for _, c := range n.Components() {
		fmt.Fprintf(&b, "== %s", c.Name)
		if c.After != nil {
			fmt.Fprintf(&b, ", after %s", strings.Join(c.After, ", "))
		}
		if c.Held {
			b.WriteString(", held")
		}
		if c.Notifies {
			b.WriteString(", notifies")
		}
		if c.HealthyFor != "" {
			fmt.Fprintf(&b, ", healthy for %s", c.HealthyFor)
		}
		fmt.Fprintf(&b, "\n%s\n", strings.Join(append(slices.Clone(c.Env), c.Argv...), "\n  "))
	}
	files, err := n.Files()
	if err != nil {
		return "", err
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "== %s\n%s", path, files[path])
	}
	editable, err := n.Editable()
	for _, path := range slices.Sorted(maps.Keys(editable)) {
		fmt.Fprintf(&b, "== %s, editable\n%s", path, editable[path])
	}
	return b.String(), err
}

// TestOrder keeps a component from waiting for one that never comes.
func TestOrder(t *testing.T) {
	plan, err := network.PlanFor(0)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []Node{{Plan: plan, ControlPlane: true}, {Plan: plan, Number: 1}} {
		var names []string
		for _, c := range n.Components() {
			names = append(names, c.Name)
		}
		for _, c := range n.Components() {
			for _, after := range c.After {
				if !slices.Contains(names, after) {
					t.Errorf("%s waits for %s, which the node does not have", c.Name, after)
				}
			}
		}
	}
}
