package probe

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/cli-runtime/pkg/genericclioptions"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// api is as much of an API server as probes need, with lists and watches that
// miss nothing, and of the Job controller that a new Job gets a pod.
type api struct {
	t *testing.T
	// pod gives a new Job its pod, as far as its status; nil gives it none.
	pod func(attempt int) map[string]any
	// refuse answers a request in the API's stead where it returns a status.
	refuse func(verb, resource string) *metav1.Status
	// log answers whoever reads a log.
	log func(w http.ResponseWriter, r *http.Request, pod string)
	// stays keeps the pods of a Job that was deleted.
	stays bool

	mu      sync.Mutex
	changed chan struct{}
	history map[string][]change
	objects map[string]*unstructured.Unstructured
	made    int
}

type change struct {
	Type   string         `json:"type"`
	Object map[string]any `json:"object"`
}

func serve(t *testing.T, a *api) *cluster.Cluster {
	t.Helper()
	a.t, a.changed = t, make(chan struct{})
	a.history, a.objects = map[string][]change{}, map[string]*unstructured.Unstructured{}
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	flags := genericclioptions.NewConfigFlags(true)
	*flags.KubeConfig, *flags.APIServer, *flags.CacheDir = os.DevNull, server.URL, t.TempDir()
	c, err := cluster.Connect(flags)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// record keeps a change; whoever watches sees it.
func (a *api) record(kind, resource string, o *unstructured.Unstructured) {
	a.history[resource] = append(a.history[resource], change{kind, o.DeepCopy().Object})
	key := resource + "/" + o.GetName()
	if a.objects[key] = o; kind == "DELETED" {
		delete(a.objects, key)
	}
	close(a.changed)
	a.changed = make(chan struct{})
}

// change changes an object that is there, or adds one.
func (a *api) change(kind, resource string, object map[string]any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.record(kind, resource, &unstructured.Unstructured{Object: object})
}

func (a *api) names(resource string) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var names []string
	for key, o := range a.objects {
		if strings.HasPrefix(key, resource+"/") {
			names = append(names, o.GetName())
		}
	}
	return names
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, rest, _ := strings.Cut(r.URL.Path, "/namespaces/shop/")
	parts := strings.Split(rest, "/")
	resource, name := parts[0], ""
	if len(parts) > 1 {
		name = parts[1]
	}
	verb := map[string]string{http.MethodGet: "list", http.MethodPost: "create", http.MethodDelete: "delete"}[r.Method]
	switch {
	case len(parts) == 3 && parts[2] == "log":
		verb = "log"
	case r.URL.Query().Get("watch") == "true":
		verb = "watch"
	}
	if a.refuse != nil {
		if status := a.refuse(verb, resource); status != nil {
			status.Kind, status.APIVersion, status.Status = "Status", "v1", "Failure"
			w.WriteHeader(int(status.Code))
			_ = json.NewEncoder(w).Encode(status)
			return
		}
	}
	switch verb {
	case "log":
		a.log(w, r, name)
	case "watch":
		a.watch(w, r, resource)
	case "list":
		a.list(w, r, resource)
	case "create":
		a.create(w, r, resource)
	case "delete":
		a.remove(w, resource, name)
	}
}

func (a *api) list(w http.ResponseWriter, r *http.Request, resource string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, mark, _ := strings.Cut(r.URL.Query().Get("labelSelector"), "=")
	items := []any{}
	for key, o := range a.objects {
		if strings.HasPrefix(key, resource+"/") && (mark == "" || o.GetLabels()[Label] == mark) {
			items = append(items, o.Object)
		}
	}
	_ = json.NewEncoder(w).Encode(map[string]any{
		"kind": "List", "apiVersion": "v1", "items": items,
		"metadata": map[string]any{"resourceVersion": strconv.Itoa(len(a.history[resource]))},
	})
}

func (a *api) watch(w http.ResponseWriter, r *http.Request, resource string) {
	next, err := strconv.Atoi(r.URL.Query().Get("resourceVersion"))
	if err != nil {
		a.t.Errorf("a watch of %s from %q", resource, r.URL.Query().Get("resourceVersion"))
	}
	w.(http.Flusher).Flush()
	for {
		a.mu.Lock()
		changed, fresh := a.changed, a.history[resource][next:]
		a.mu.Unlock()
		for _, c := range fresh {
			_ = json.NewEncoder(w).Encode(c)
		}
		next += len(fresh)
		w.(http.Flusher).Flush()
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

func (a *api) create(w http.ResponseWriter, r *http.Request, resource string) {
	body, _ := io.ReadAll(r.Body)
	var o unstructured.Unstructured
	if err := json.Unmarshal(body, &o.Object); err != nil {
		a.t.Error(err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.made++
	o.SetName(fmt.Sprintf("%s%d", o.GetGenerateName(), a.made))
	o.SetUID(types.UID(fmt.Sprint("uid-", a.made)))
	a.record("ADDED", resource, &o)
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(o.Object)
	if a.pod == nil {
		return
	}
	if status := a.pod(a.made); status != nil {
		a.record("ADDED", "pods", podOf(&o, status))
	}
}

func podOf(job *unstructured.Unstructured, status map[string]any) *unstructured.Unstructured {
	pod := &unstructured.Unstructured{Object: map[string]any{"kind": "Pod", "apiVersion": "v1", "status": status}}
	yes := true
	pod.SetName(job.GetName() + "-pod")
	pod.SetUID(job.GetUID() + "-pod")
	labels, _, _ := unstructured.NestedStringMap(job.Object, "spec", "template", "metadata", "labels")
	pod.SetLabels(labels)
	pod.SetOwnerReferences([]metav1.OwnerReference{{Kind: "Job", Name: job.GetName(), UID: job.GetUID(), Controller: &yes}})
	return pod
}

func (a *api) remove(w http.ResponseWriter, resource, name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	o, ok := a.objects[resource+"/"+name]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		_ = json.NewEncoder(w).Encode(metav1.Status{TypeMeta: metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}, Reason: metav1.StatusReasonNotFound, Code: 404})
		return
	}
	a.record("DELETED", resource, o)
	_ = json.NewEncoder(w).Encode(metav1.Status{TypeMeta: metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}, Status: "Success"})
	if pod, ok := a.objects["pods/"+name+"-pod"]; ok && !a.stays {
		a.record("DELETED", "pods", pod)
	}
}

// running is the status of a pod whose container runs.
func running(int) map[string]any {
	return map[string]any{"phase": "Running", "podIP": "10.0.0.7", "containerStatuses": []any{map[string]any{"name": "probe", "state": map[string]any{"running": map[string]any{}}}}}
}

// waiting is the status of a pod whose container waits.
func waiting(reason, message string) func(int) map[string]any {
	return func(int) map[string]any {
		return map[string]any{"phase": "Pending", "containerStatuses": []any{map[string]any{"name": "probe", "state": map[string]any{"waiting": map[string]any{"reason": reason, "message": message}}}}}
	}
}
