package scenario

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"k8s.io/cli-runtime/pkg/genericclioptions"
	"k8s.io/client-go/rest"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// endless is an expression that would take ten million steps.
func endless() string {
	expr := "true"
	for i := range 7 {
		expr = fmt.Sprintf("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(x%d, %s)", i, expr)
	}
	return expr
}

// TestAwaited: a run begins once its starting point is in place and its fault
// can be seen, each where there is one.
func TestAwaited(t *testing.T) {
	const (
		there  = "configs.exists(c, c.metadata.name == 'settings')"
		broken = "configs.exists(c, c.metadata.name == 'broken')"
	)
	tests := []struct {
		name, ready, symptom, fault, objects string
		begins                               bool
		fails                                string
	}{
		{"nothing to wait for", "", broken, "", "", true, ""},
		{"in place", there, broken, "", "settings", true, ""},
		{"not in place", there, broken, "", "", false, ""},
		{"not in place, whatever a symptom that was not drawn says", there, broken, "", "broken", false, ""},
		{"the symptom", "", broken, "amber", "broken", true, ""},
		{"no symptom", "", broken, "amber", "settings", false, ""},
		{"both", there, broken, "amber", "settings broken", true, ""},
		{"the symptom alone", there, broken, "amber", "broken", false, ""},
		{"in place, without the symptom", there, broken, "amber", "settings", false, ""},
		{"ready is no expression", "configs.(", broken, "amber", "", false, "ready: line 1, column"},
		{"ready is no condition", "'yes'", broken, "", "", false, "ready: line 1, column 1: the expression gives string, not bool"},
		{"the symptom is no expression", there, "configs.(", "amber", "", false, "fault amber: symptom: line 1, column"},
		{"the symptom runs on and on", "", endless(), "amber", "settings", false, "cost limit"},
		{"ready goes wrong", "1 / size(configs) == 0", broken, "", "", false, "division by zero"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			expr := func(source string) challenge.Expression {
				return challenge.Expression{Source: source, Line: 1, Column: 1}
			}
			configs := check.Observed{What: "configmaps"}
			for _, name := range strings.Fields(test.objects) {
				configs.Items = append(configs.Items, map[string]any{"metadata": map[string]any{"name": name}})
			}
			d := &Deployment{Fault: test.fault, Challenge: &challenge.Challenge{Spec: challenge.Spec{
				Ready:   expr(test.ready),
				Faults:  []challenge.Fault{{ID: "amber", Symptom: expr(test.symptom)}},
				Observe: map[string]challenge.Watch{"configs": {APIVersion: "v1", Kind: "ConfigMap", All: true}},
			}}}
			awaited, err := d.awaited()
			begins := false
			if err == nil {
				begins, err = hold(awaited, check.Evidence{Objects: map[string]check.Observed{"configs": configs}})
			}
			if begins != test.begins || (err != nil) != (test.fails != "") || err != nil && !strings.Contains(err.Error(), test.fails) {
				t.Errorf("begins %t, error %v", begins, err)
			}
			if len(awaited) == 0 && err == nil {
				if err := d.AwaitSymptom(t.Context()); err != nil { // there is no cluster that it could ask
					t.Error(err)
				}
			}
		})
	}
}

// idle is an API server with a namespace in which there is nothing, and nothing
// happens but that the namespace is told to go after a time, if that is not zero.
type idle struct{ removed time.Duration }

func (server idle) RoundTrip(r *http.Request) (*http.Response, error) {
	namespace := func(more string) string {
		return `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop","resourceVersion":"1"` + more + `}}`
	}
	ofNamespaces := r.URL.Path == "/api/v1/namespaces"
	items := ""
	if ofNamespaces {
		items = namespace("")
	}
	var body io.ReadCloser = io.NopCloser(strings.NewReader(`{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[` + items + `]}`))
	if r.URL.Query().Get("watch") != "" {
		out, in := io.Pipe()
		context.AfterFunc(r.Context(), func() { _ = in.CloseWithError(r.Context().Err()) })
		if ofNamespaces && server.removed > 0 {
			time.AfterFunc(server.removed, func() {
				_, _ = io.WriteString(in, `{"type":"MODIFIED","object":`+namespace(`,"deletionTimestamp":"2026-11-24T12:00:00Z"`)+`}`)
			})
		}
		body = out
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}, nil
}

// TestAwaitSymptomByTime has a symptom that shows without any change, unless the
// run is removed before.
func TestAwaitSymptomByTime(t *testing.T) {
	t.Setenv("KUBECONFIG", os.DevNull)
	t.Setenv("HOME", t.TempDir())
	for name, test := range map[string]struct {
		removed, within time.Duration
		want            error
	}{
		"it shows":                     {0, 6 * time.Second, nil},
		"it has shown before":          {5500 * time.Millisecond, 6 * time.Second, nil},
		"the run is removed meanwhile": {2 * time.Second, 3 * time.Second, ErrRemoved},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				flags := genericclioptions.NewConfigFlags(true).WithWrapConfigFn(func(c *rest.Config) *rest.Config {
					c.Transport = idle{test.removed}
					return c
				})
				*flags.APIServer, *flags.CacheDir = "http://api", t.TempDir()
				connected, err := cluster.Connect(flags)
				if err != nil {
					t.Fatal(err)
				}
				began := time.Now()
				symptom := fmt.Sprintf("now > timestamp('%s')", began.Add(4500*time.Millisecond).UTC().Format(time.RFC3339Nano))
				d := &Deployment{Cluster: connected, Fault: "amber", Challenge: &challenge.Challenge{Spec: challenge.Spec{
					Faults:  []challenge.Fault{{ID: "amber", Symptom: challenge.Expression{Source: symptom, Line: 1, Column: 1}}},
					Observe: map[string]challenge.Watch{"configs": {APIVersion: "v1", Kind: "ConfigMap", All: true}},
				}}, Namespaces: map[string]string{"main": "shop"}}
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				if err := d.AwaitSymptom(ctx); !errors.Is(err, test.want) || time.Since(began) > test.within {
					t.Errorf("after %s: %v", time.Since(began), err)
				}
			})
		})
	}
}
