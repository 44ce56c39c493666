package cmd

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// reaching is a challenge that reaches beyond its namespaces, as it declares.
func reaching() *challenge.Challenge {
	return &challenge.Challenge{
		Metadata: challenge.Metadata{Name: "l4-node-agent"},
		Spec: challenge.Spec{
			Title: "An agent", Level: 4, Minutes: 10, HostAccess: []challenge.HostAccess{challenge.HostPath},
			Touches: []challenge.Touch{{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "ClusterRole", Name: "${NS_MAIN}-*"}},
		},
		FS: fstest.MapFS{
			"scenario/kustomization.yaml": {Data: []byte("namespace: ${NS_MAIN}\nresources: [all.yaml]\n")},
			"scenario/all.yaml": {Data: []byte("{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: '${NS_MAIN}-all'}}\n---\n" +
				"{apiVersion: v1, kind: Pod, metadata: {name: agent}, spec: {containers: [{name: a, image: x}], volumes: [{name: v, hostPath: {path: /}}]}}\n")},
		},
	}
}

// TestAgree: what reaches beyond the namespaces is shown before all else, and
// consent to our challenges is none to those of others.
func TestAgree(t *testing.T) {
	const beyond = "this creates\n  ? for the whole cluster: clusterrole/mastery-l4-node-agent-all\n  ? pods that have files of their node\n  namespace mastery-l4-node-agent with pod/agent\n"
	tests := []struct {
		name, elsewhere string
		agreed, yes     bool
		want            string
		remembered      bool
	}{
		{"nobody was asked", "", false, false, "add --yes to create these objects", false},
		{"asked before", "", true, false, "", true},
		{"yes", "", false, true, "", true},
		{"asked before, for ours", "mine", true, false, "add --yes to create these objects", true},
		{"yes, for somebody else's", "mine", false, true, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, _, errOut := learner(t)
			s.elsewhere, s.local.Agreed = test.elsewhere, test.agreed
			c := reaching()
			d := &scenario.Deployment{Cluster: s.cluster, Challenge: c, Namespaces: map[string]string{"main": "mastery-l4-node-agent"}}
			err := s.agree(t.Context(), c, d, &handed{}, test.yes)
			if (err != nil) != (test.want != "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v", err)
			}
			if !strings.Contains(errOut.String(), beyond) {
				t.Errorf("it said\n%s", errOut)
			}
			if s.local.Agreed != test.remembered {
				t.Errorf("remembered: %t", s.local.Agreed)
			}
		})
	}
	t.Run("it is not declared", func(t *testing.T) {
		s, _, errOut := learner(t)
		c := reaching()
		c.Spec.Touches, c.Spec.HostAccess = nil, nil
		d := &scenario.Deployment{Cluster: s.cluster, Challenge: c, Namespaces: map[string]string{"main": "mastery-l4-node-agent"}}
		err := s.agree(t.Context(), c, d, &handed{}, true)
		if err == nil || !strings.Contains(err.Error(), "is refused: clusterrole/mastery-l4-node-agent-all") || !strings.Contains(err.Error(), "pod/agent: its pods would have files of their node") {
			t.Errorf("error %v", err)
		}
		if errOut.String() != "" {
			t.Errorf("it said\n%s", errOut)
		}
	})
}
