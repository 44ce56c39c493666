package lab

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// TestAsk holds what a lab is called that runs.
func TestAsk(t *testing.T) {
	const control, worker = "mastery-a-control-plane", "mastery-a-worker"
	for what, tt := range map[string]struct {
		off     []string
		notOK   []string
		refuses string
		want    State
		ready   int
	}{
		"all is well":                {want: Ready, ready: 2},
		"a node is not Ready":        {notOK: []string{worker}, want: Starting, ready: 1},
		"a node is off":              {off: []string{worker}, want: Running, ready: 1},
		"a node is off, another bad": {off: []string{worker}, notOK: []string{control}, want: Starting},
		"the control plane is off":   {off: []string{control}, want: Running},
		"the API server drains":      {refuses: "/readyz", want: Starting, ready: 2},
		"all is off":                 {off: []string{control, worker}, want: Running},
	} {
		t.Run(what, func(t *testing.T) {
			api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				ready := "True"
				for _, n := range tt.notOK {
					if r.URL.Path == "/api/v1/nodes/"+n {
						ready = "False"
					}
				}
				if r.URL.Path == tt.refuses {
					w.WriteHeader(http.StatusInternalServerError)
				}
				fmt.Fprintf(w, `{"gitVersion": "v1", "status": {"conditions": [{"type": "Ready", "status": %q, "lastHeartbeatTime": %q}]}}`,
					ready, time.Now().Format(time.RFC3339))
			}))
			defer api.Close()
			dir := state.Root(t.TempDir()).Lab("a")
			write(t, dir.Kubeconfig(), "{clusters: [{name: a, cluster: {server: "+api.URL+"}}], contexts: [{name: a, context: {cluster: a}}], current-context: a}")
			s := &Status{State: Starting, Nodes: []NodeStatus{{Name: control, Components: []state.Component{{Name: "kube-apiserver", Ready: true}, {Name: "etcd", Ready: true}}}, {Name: worker}}}
			for i := range s.Nodes {
				for _, n := range tt.off {
					s.Nodes[i].Off = s.Nodes[i].Off || s.Nodes[i].Name == n
				}
			}
			s.ask(t.Context(), &state.Lab{Name: "a", Nodes: state.NodesOf("a", 2)}, dir)
			if c := s.Nodes[0].Components; c[0].Ready == (tt.refuses == "/readyz") || !c[1].Ready {
				t.Errorf("components %+v", c)
			}
			ready := 0
			for _, n := range s.Nodes {
				if n.Ready {
					ready++
				}
			}
			if s.State != tt.want || ready != tt.ready {
				t.Errorf("state %s with %d nodes ready, want %s with %d", s.State, ready, tt.want, tt.ready)
			}
		})
	}
}
