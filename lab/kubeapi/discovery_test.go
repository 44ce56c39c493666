package kubeapi

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

// TestAwaitDiscovered has an API that lists a group only the fourth time it is
// asked, after others, another version, and what it had before.
func TestAwaitDiscovered(t *testing.T) {
	answers := []string{
		`{"items": []}`,
		`{"items": [{"metadata": {"name": "apps"}, "versions": [{"version": "v1beta1"}]}]}`,
		`{"items": [{"metadata": {"name": "metrics.k8s.io"}, "versions": [{"version": "v1"}, {"version": "v1beta1", "freshness": "Stale"}]}]}`,
		`{"items": [{"metadata": {"name": "metrics.k8s.io"}, "versions": [{"version": "v1beta1", "freshness": "Current"}]}]}`,
	}
	asked := 0
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept") != discovered || r.URL.Path != "/apis" {
			t.Errorf("%s is asked for, as %s", r.URL.Path, r.Header.Get("Accept"))
		}
		fmt.Fprint(w, answers[min(asked, len(answers)-1)])
		asked++
	}))
	defer api.Close()
	config := filepath.Join(t.TempDir(), "config")
	text := "{clusters: [{name: a, cluster: {server: " + api.URL + "}}], contexts: [{name: a, context: {cluster: a}}], current-context: a}"
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.awaitDiscovered(t.Context(), "v1beta1.metrics.k8s.io"); err != nil || asked != len(answers) {
		t.Errorf("asked %d times, %v", asked, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.awaitDiscovered(ended, "v1.nobody.example"); err == nil {
		t.Error("what nobody has was found")
	}
}
