package cmd

import (
	"strings"
	"testing"

	"k8s.io/cli-runtime/pkg/genericiooptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/capability"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

// TestDiagnosis shows a cluster that has all, and one that lacks much.
func TestDiagnosis(t *testing.T) {
	var screens strings.Builder
	for _, test := range []struct {
		name, network string
		lacks         []string
		state         capability.State
		challenges    []runnable
	}{
		{"all can run", check.Enforces, nil, capability.There, []runnable{{ID: "l1-a"}, {ID: "l2-b"}}},
		{"nothing is known of the network", "", nil, capability.There, []runnable{{ID: "l1-a"}, {ID: "l2-b", Unknown: []string{challenge.NetworkPolicy}}}},
		{"much is missing", check.EnforcesNot, []string{"create namespaces", "delete namespaces"}, capability.Missing, []runnable{
			{ID: "l1-a"}, {ID: "l2-b", Missing: []string{challenge.NetworkPolicy}}, {ID: "l3-c", Missing: []string{challenge.DefaultStorageClass, challenge.TwoNodes}},
		}},
	} {
		streams, _, out, _ := genericiooptions.NewTestIOStreams()
		a := &app{term: terminal.New(streams)}
		a.showDiagnosis(&diagnosis{Context: "lab", Server: "https://10.80.0.11:6443", Challenges: test.challenges, Report: &capability.Report{
			Version: "v1.37.2",
			Permissions: []capability.Permission{
				{What: "make namespaces for challenges, and remove them", Lacks: test.lacks}, {What: "see what becomes of it"},
			},
			Findings: []capability.Finding{
				{Name: challenge.DefaultStorageClass, State: test.state, Says: "of 1 StorageClasses one or none is the default"},
				capability.Enforces(test.network),
				{Name: challenge.TwoNodes, State: test.state, Says: "as many nodes take pods"},
			},
		}})
		screens.WriteString("# " + test.name + "\n" + out.String() + "\n")
	}
	golden(t, "doctor.txt", screens.String())
}
