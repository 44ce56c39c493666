package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/cli-runtime/pkg/genericiooptions"
)

// api is as much of an API server as commands need: it keeps what it is sent,
// and decides nothing.
type api struct {
	// instead answers a request in the API's stead where it returns true.
	instead func(w http.ResponseWriter, r *http.Request) bool

	mu      sync.Mutex
	objects map[string]map[string]any // by their paths
	asked   []string
}

// serve starts an API server with a namespace kube-system, on a machine that
// knows nothing yet and whose kubeconfig has context "lab" for it.
func serve(t *testing.T) *api {
	t.Helper()
	a := &api{objects: map[string]map[string]any{}}
	a.keep("/api/v1/namespaces/kube-system", map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": "kube-system", "uid": "uid"}})
	a.keep("/api", map[string]any{"kind": "APIVersions", "versions": []any{"v1"}})
	a.keep("/apis", map[string]any{"kind": "APIGroupList", "apiVersion": "v1", "groups": []any{map[string]any{
		"name": "networking.k8s.io", "versions": []any{map[string]any{"groupVersion": "networking.k8s.io/v1", "version": "v1"}},
	}}})
	a.keep("/api/v1", map[string]any{"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "v1", "resources": []any{}})
	a.keep("/apis/networking.k8s.io/v1", map[string]any{"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "networking.k8s.io/v1", "resources": []any{
		map[string]any{"name": "networkpolicies", "kind": "NetworkPolicy", "namespaced": true, "verbs": []any{"list", "watch"}},
	}})
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	t.Setenv("KUBECACHEDIR", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	useKubeconfig(t, kubeconfig(server.URL))
	return a
}

// kubeconfig has one context, "lab", of cluster "here" and user "ada".
func kubeconfig(server string) string {
	return fmt.Sprintf(`apiVersion: v1
kind: Config
current-context: lab
clusters: [{name: here, cluster: {server: %q}}]
users: [{name: ada, user: {token: secret}}]
contexts: [{name: lab, context: {cluster: here, user: ada}}]
`, server)
}

// useKubeconfig lets commands read this kubeconfig, and returns where it is.
func useKubeconfig(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("KUBECONFIG", file)
	return file
}

// mastery runs a command line.
func mastery(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	streams, _, said, narrated := genericiooptions.NewTestIOStreams()
	code = Main(context.Background(), args, streams)
	return code, said.String(), narrated.String()
}

func (a *api) keep(path string, object map[string]any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.objects[path] = object
}

// paths are those of all objects below a prefix.
func (a *api) paths(prefix string) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var found []string
	for _, key := range slices.Sorted(maps.Keys(a.objects)) {
		if strings.HasPrefix(key, prefix) {
			found = append(found, key)
		}
	}
	return found
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if a.instead != nil && a.instead(w, r) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	a.mu.Lock()
	defer a.mu.Unlock()
	a.asked = append(a.asked, r.Method+" "+r.URL.Path)
	switch {
	case r.Method == http.MethodGet && a.objects[r.URL.Path] != nil:
		_ = json.NewEncoder(w).Encode(a.objects[r.URL.Path])
	case r.Method == http.MethodGet && strings.HasPrefix(r.URL.RawQuery+"&", "watch=true") || r.URL.Query().Has("watch"):
		return // ends at once
	case r.Method == http.MethodGet && r.URL.Query().Has("fieldSelector"):
		items := []any{}
		if one := a.objects[path.Join(r.URL.Path, strings.TrimPrefix(r.URL.Query().Get("fieldSelector"), "metadata.name="))]; one != nil {
			items = append(items, one)
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"apiVersion": "v1", "kind": "List", "metadata": map[string]any{"resourceVersion": "1"}, "items": items})
	case r.Method == http.MethodGet && collection.MatchString(r.URL.Path):
		items := []any{}
		for key, one := range a.objects {
			if path.Dir(key) == r.URL.Path {
				items = append(items, one)
			}
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"apiVersion": "v1", "kind": "List", "metadata": map[string]any{"resourceVersion": "1"}, "items": items})
	case r.Method == http.MethodPost:
		a.create(w, r)
	case r.Method == http.MethodPut:
		a.objects[r.URL.Path] = read(r)
		_ = json.NewEncoder(w).Encode(a.objects[r.URL.Path])
	case r.Method == http.MethodDelete && a.objects[r.URL.Path] != nil:
		for key := range a.objects {
			if key == r.URL.Path || strings.HasPrefix(key, r.URL.Path+"/") {
				delete(a.objects, key)
			}
		}
		refuse(w, http.StatusOK, "", "gone", nil)
	default:
		kind, name := path.Base(path.Dir(r.URL.Path)), path.Base(r.URL.Path)
		refuse(w, http.StatusNotFound, metav1.StatusReasonNotFound, fmt.Sprintf("%s %q not found", kind, name), &metav1.StatusDetails{Kind: kind, Name: name})
	}
}

// collection matches the paths of all objects of a kind.
var collection = regexp.MustCompile(`^/(api|apis/[^/]+)/[^/]+/(namespaces/[^/]+/)?[^/]+$`)

func (a *api) create(w http.ResponseWriter, r *http.Request) {
	object := read(r)
	if strings.HasSuffix(r.URL.Path, "/selfsubjectreviews") {
		object["status"] = map[string]any{"userInfo": map[string]any{"username": "ada"}}
		_ = json.NewEncoder(w).Encode(object)
		return
	}
	meta, _ := object["metadata"].(map[string]any)
	name, _ := meta["name"].(string)
	key := r.URL.Path + "/" + name
	if _, rest, found := strings.Cut(r.URL.Path, "/namespaces/"); found {
		if namespace, _, _ := strings.Cut(rest, "/"); a.objects["/api/v1/namespaces/"+namespace] == nil {
			refuse(w, http.StatusNotFound, metav1.StatusReasonNotFound, fmt.Sprintf("namespaces %q not found", namespace), &metav1.StatusDetails{Kind: "namespaces", Name: namespace})
			return
		}
	}
	if a.objects[key] != nil {
		kind := path.Base(r.URL.Path)
		refuse(w, http.StatusConflict, metav1.StatusReasonAlreadyExists, fmt.Sprintf("%s %q already exists", kind, name), &metav1.StatusDetails{Kind: kind, Name: name})
		return
	}
	if r.URL.Query().Get("dryRun") == "" {
		meta["uid"] = "uid-" + name
		a.objects[key] = object
		if path.Base(r.URL.Path) == "namespaces" {
			a.objects[key+"/serviceaccounts/default"] = map[string]any{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": map[string]any{"name": "default", "namespace": name}}
		}
	}
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(object)
}

func read(r *http.Request) map[string]any {
	object := map[string]any{}
	_ = json.NewDecoder(r.Body).Decode(&object)
	return object
}

// refuse answers with the API's own kind of error.
func refuse(w http.ResponseWriter, code int, reason metav1.StatusReason, message string, details *metav1.StatusDetails) {
	status := metav1.Status{TypeMeta: metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}, Status: metav1.StatusFailure, Code: int32(code), Reason: reason, Message: message, Details: details}
	if code == http.StatusOK {
		status.Status = metav1.StatusSuccess
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(status)
}
