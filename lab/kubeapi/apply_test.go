package kubeapi

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// serve is a client of a server that answers with what answers has for the
// path, and notes what it is asked.
func serve(t *testing.T, answers map[string]string) (*Client, *[]string) {
	t.Helper()
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		asked = append(asked, strings.TrimSpace(fmt.Sprintf("%s %s %s", r.Method, r.URL, body)))
		answer, known := answers[r.URL.Path]
		if !known {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, answer)
	}))
	t.Cleanup(server.Close)
	return &Client{server: server.URL, http: server.Client()}, &asked
}

const (
	coreKinds = `{"resources": [
		{"name": "namespaces", "kind": "Namespace"},
		{"name": "pods/ephemeralcontainers", "kind": "Pod", "namespaced": false},
		{"name": "pods", "kind": "Pod", "namespaced": true}
	]}`
	moreKinds = `{"resources": [{"name": "mice", "kind": "Mouse", "namespaced": true}]}`
)

func TestApply(t *testing.T) {
	c, asked := serve(t, map[string]string{
		"/api/v1": coreKinds, "/apis/more.example/v1": moreKinds,
		"/api/v1/namespaces/a": "{}", "/api/v1/namespaces/a/pods/b": "{}", "/apis/more.example/v1/namespaces/a/mice/m": "{}",
	})
	objects, err := Objects(`# nothing but a comment
---
{apiVersion: v1, kind: Namespace, metadata: {name: a}}
---
# Nothing here, either.
---
{apiVersion: v1, kind: Pod, metadata: {name: b, namespace: a}}
---
{apiVersion: more.example/v1, kind: Mouse, metadata: {name: m, namespace: a}}
`)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Apply(t.Context(), objects...); err != nil {
		t.Fatal(err)
	}
	const query = "?fieldManager=kubectl-mastery-lab&force=true "
	want := []string{
		"GET /api/v1",
		"PATCH /api/v1/namespaces/a" + query + "{apiVersion: v1, kind: Namespace, metadata: {name: a}}",
		"PATCH /api/v1/namespaces/a/pods/b" + query + "{apiVersion: v1, kind: Pod, metadata: {name: b, namespace: a}}",
		"GET /apis/more.example/v1",
		"PATCH /apis/more.example/v1/namespaces/a/mice/m" + query + "{apiVersion: more.example/v1, kind: Mouse, metadata: {name: m, namespace: a}}",
	}
	if diff := cmp.Diff(want, *asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

func TestApplyRefuses(t *testing.T) {
	for _, tt := range []struct{ manifest, want string }{
		{"{apiVersion: v1, kind: Mouse, metadata: {name: m}}", "find Mouse m: the API has no kind Mouse in v1"},
		{"{apiVersion: v1, kind: Pod, metadata: {name: p}}", "Pod p is in no namespace"},
		{"{apiVersion: gone/v1, kind: Pod, metadata: {name: p, namespace: ns}}", "find Pod ns/p: ask for /apis/gone/v1:  (404)"},
	} {
		c, _ := serve(t, map[string]string{"/api/v1": coreKinds})
		objects, err := Objects(tt.manifest)
		if err == nil {
			err = c.Apply(t.Context(), objects...)
		}
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s\n got: %v\nwant: %s", tt.manifest, err, tt.want)
		}
	}
	if _, err := Objects("kind: [\n"); err == nil {
		t.Error("a manifest that is no YAML is read")
	}
}

// A kind that comes while the client is at work is found.
func TestNewKind(t *testing.T) {
	answers := map[string]string{"/apis/more.example/v1": `{"resources": []}`}
	c, _ := serve(t, answers)
	if _, err := c.resource(t.Context(), "more.example/v1", "Mouse"); err == nil {
		t.Fatal("the kind is there before it came")
	}
	answers["/apis/more.example/v1"] = moreKinds
	if r, err := c.resource(t.Context(), "more.example/v1", "Mouse"); err != nil || r.Name != "mice" {
		t.Errorf("resource %+v, error %v", r, err)
	}
}
