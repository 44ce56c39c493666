package lab

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/lab/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeapi"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestInstall holds the order: kinds before what is of them, and at the end
// the question whether all works, which has no answer at first.
func TestInstall(t *testing.T) {
	const kind, others = "/apis/apiextensions.k8s.io/v1", "/apis/more.example/v1"
	answers := map[string]string{
		kind: `{"resources": [{"name": "customresourcedefinitions", "kind": "CustomResourceDefinition"}]}`,
		kind + "/customresourcedefinitions/mice.more.example": "{}",
		kind + "/customresourcedefinitions": `{"type": "ADDED", "object": {
			"spec": {"group": "more.example", "names": {"kind": "Mouse"}, "versions": [{"name": "v1", "served": true}]},
			"status": {"conditions": [{"type": "Established", "status": "True"}]}}}`,
		others:             `{"resources": [{"name": "mice", "kind": "Mouse"}]}`,
		others + "/mice/m": "{}",
		"/readyz":          "ok",
		"/works":           `{"items": []}`,
	}
	var asked []string
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path)
		// It was about to end, and another one takes its place.
		if len(asked) == 1 {
			w.WriteHeader(http.StatusInternalServerError)
		}
		fmt.Fprint(w, answers[r.URL.Path])
		if r.URL.Path == "/works" {
			answers["/works"] = `{"items": [{}]}`
		}
	}))
	defer api.Close()

	top := t.TempDir()
	dir := state.Root(top).Lab("a")
	lab := &state.Lab{Name: "a", Nodes: state.NodesOf("a", 1)}
	write(t, dir.Node(lab.Nodes[0].Name).Status(), `[{"name": "kube-apiserver", "ready": true}]`)
	write(t, dir.Kubeconfig(), "{clusters: [{name: a, cluster: {server: "+api.URL+"}}], contexts: [{name: a, context: {cluster: a}}], current-context: a}")
	write(t, filepath.Join(top, "addons/mice/addon.json"), `{"manifests": ["a.yaml"], "answers": ["/works"]}`)
	write(t, filepath.Join(top, "addons/mice/a.yaml"), `
{apiVersion: more.example/v1, kind: Mouse, metadata: {name: m}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: mice.more.example}}`)

	client, err := kubeapi.New(dir.Kubeconfig())
	if err != nil {
		t.Fatal(err)
	}
	all, err := addon.List(top)
	if err != nil {
		t.Fatal(err)
	}
	if err := (adder{lab: lab, dir: dir, client: client}).install(t.Context(), all[0]); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"GET /readyz",
		"GET /readyz",
		"GET " + kind,
		"PATCH " + kind + "/customresourcedefinitions/mice.more.example",
		"GET " + kind + "/customresourcedefinitions",
		"GET " + others,
		"PATCH " + others + "/mice/m",
		"GET /works",
		"GET /works",
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// A lab keeps what it has, and is given what is asked for.
func TestWantedAddons(t *testing.T) {
	top := t.TempDir()
	for _, name := range []string{"a", "b", "c"} {
		write(t, filepath.Join(top, "addons", name, "addon.json"), "{}")
	}
	u := &upper{
		Machine: Machine{Payload: top},
		lab:     &state.Lab{Addons: []state.Addon{{Name: "b"}, {Name: "gone"}, {Name: "a"}}},
	}
	for _, tt := range []struct {
		with []string
		want string
	}{{nil, "a b"}, {[]string{"c", "b"}, "a b c"}} {
		u.With = tt.with
		all, err := u.wantedAddons()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, a := range all {
			names = append(names, a.Name)
		}
		if got := strings.Join(names, " "); got != tt.want {
			t.Errorf("with %v: %s, want %s", tt.with, got, tt.want)
		}
	}
}
