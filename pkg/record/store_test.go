package record_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic/fake"
	clienttesting "k8s.io/client-go/testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

var (
	configMaps = schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}
	namespaces = schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}
)

// server is an API server that, unlike the plain fake, has resource versions
// and wants a namespace to be there.
func server() *fake.FakeDynamicClient {
	client := fake.NewSimpleDynamicClientWithCustomListKinds(runtime.NewScheme(), map[schema.GroupVersionResource]string{
		configMaps: "ConfigMapList", namespaces: "NamespaceList",
	})
	var mu sync.Mutex
	versions, next := map[string]string{}, 1
	stamp := func(o *unstructured.Unstructured) {
		next++
		o.SetResourceVersion(fmt.Sprint(next))
		versions[o.GetNamespace()+"/"+o.GetName()] = o.GetResourceVersion()
	}
	client.PrependReactor("update", "configmaps", func(action clienttesting.Action) (bool, runtime.Object, error) {
		mu.Lock()
		defer mu.Unlock()
		o := action.(clienttesting.UpdateAction).GetObject().(*unstructured.Unstructured)
		if o.GetResourceVersion() != versions[record.Namespace+"/"+o.GetName()] {
			return true, nil, apierrors.NewConflict(configMaps.GroupResource(), o.GetName(), errors.New("changed"))
		}
		stamp(o)
		return true, o, client.Tracker().Update(configMaps, o, record.Namespace)
	})
	client.PrependReactor("create", "configmaps", func(action clienttesting.Action) (bool, runtime.Object, error) {
		mu.Lock()
		defer mu.Unlock()
		if _, err := client.Tracker().Get(namespaces, "", record.Namespace); err != nil {
			return true, nil, apierrors.NewNotFound(namespaces.GroupResource(), record.Namespace)
		}
		o := action.(clienttesting.CreateAction).GetObject().(*unstructured.Unstructured).DeepCopy()
		o.SetNamespace(record.Namespace)
		if _, err := client.Tracker().Get(configMaps, record.Namespace, o.GetName()); err == nil {
			return true, nil, apierrors.NewAlreadyExists(configMaps.GroupResource(), o.GetName())
		}
		stamp(o)
		return true, o, client.Tracker().Create(configMaps, o, record.Namespace)
	})
	return client
}

func document(t *testing.T, client *fake.FakeDynamicClient, learner string) string {
	t.Helper()
	o, err := client.Resource(configMaps).Namespace(record.Namespace).Get(context.Background(), record.Name(learner), metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := unstructured.NestedString(o.Object, "data", "record.yaml")
	return text
}

func add(id string) func(*record.Record) {
	return func(r *record.Record) { r.Put("l1-a-b", record.Run{ID: id}) }
}

func ids(r *record.Record) map[string]bool {
	ids := map[string]bool{}
	for _, run := range r.Challenges["l1-a-b"].Runs {
		ids[run.ID] = true
	}
	return ids
}

func TestStore(t *testing.T) {
	ctx, client := t.Context(), server()
	s := &record.Store{Dynamic: client, Learner: "ada@example.com", Mirror: record.NewMirror(t.TempDir(), "uid")}
	empty, err := s.Load(ctx)
	if err != nil || empty.Learner != "ada@example.com" || len(empty.Challenges) != 0 {
		t.Fatalf("nothing is there: %+v, %v", empty, err)
	}
	for _, id := range []string{"1", "2"} { // creates the namespace and the ConfigMap, then updates it
		if _, err := s.Update(ctx, add(id)); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]bool{"1": true, "2": true}
	got, err := s.Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, ids(got)); d != "" {
		t.Errorf("in the cluster: %s", d)
	}
	mirrored, err := s.Mirror.Read("ada@example.com")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, ids(mirrored)); d != "" {
		t.Errorf("in the mirror: %s", d)
	}
	if text := document(t, client, "ada@example.com"); !strings.Contains(text, "learner: ada@example.com") {
		t.Errorf("the record does not say whose it is:\n%s", text)
	}
}

func TestStoreTwoWriters(t *testing.T) {
	client := server()
	const writers, each = 2, 5
	var group sync.WaitGroup
	for w := range writers {
		s := &record.Store{Dynamic: client, Learner: "ada"}
		group.Go(func() {
			for i := range each {
				if _, err := s.Update(t.Context(), add(fmt.Sprintf("%d-%d", w, i))); err != nil {
					t.Errorf("writer %d: %v", w, err)
				}
			}
		})
	}
	group.Wait()
	got, err := (&record.Store{Dynamic: client, Learner: "ada"}).Load(t.Context())
	if err != nil || len(ids(got)) != writers*each {
		t.Errorf("%d of %d runs are there: %v", len(ids(got)), writers*each, err)
	}
}

// TestStoreLosesRaces lets somebody else write between each read and write.
func TestStoreLosesRaces(t *testing.T) {
	for _, verb := range []string{"create", "update"} {
		t.Run(verb, func(t *testing.T) {
			client := server()
			mine := &record.Store{Dynamic: client, Learner: "ada"}
			theirs := &record.Store{Dynamic: client, Learner: "ada"}
			if verb == "update" {
				if _, err := theirs.Update(t.Context(), add("first")); err != nil {
					t.Fatal(err)
				}
			}
			calls := 0
			got, err := mine.Update(t.Context(), func(r *record.Record) {
				if calls++; calls == 1 {
					if _, err := theirs.Update(t.Context(), add("theirs")); err != nil {
						t.Fatal(err)
					}
				}
				add("mine")(r)
			})
			if err != nil || calls != 2 || !ids(got)["theirs"] || !ids(got)["mine"] {
				t.Fatalf("%v after %d calls: %v", got, calls, err)
			}
			stored, err := record.Parse([]byte(document(t, client, "ada")))
			if err != nil || !ids(stored)["theirs"] || !ids(stored)["mine"] {
				t.Errorf("stored: %v, %v", stored, err)
			}
		})
	}
}

func TestStoreLeavesWhatItCannotRead(t *testing.T) {
	for name, text := range map[string]string{
		"garbage": "my notes", "newer": "apiVersion: mastery/v9\nkind: Record\n", "a typing error": "apiVersion: mastery/v1alpha1\nkind: Record\nchallanges: {}\n", "empty": "",
	} {
		t.Run(name, func(t *testing.T) {
			client := server()
			s := &record.Store{Dynamic: client, Learner: "ada"}
			if _, err := s.Update(t.Context(), add("1")); err != nil {
				t.Fatal(err)
			}
			o, err := client.Resource(configMaps).Namespace(record.Namespace).Get(t.Context(), record.Name("ada"), metav1.GetOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if err := unstructured.SetNestedField(o.Object, text, "data", "record.yaml"); err != nil {
				t.Fatal(err)
			}
			if _, err := client.Resource(configMaps).Namespace(record.Namespace).Update(t.Context(), o, metav1.UpdateOptions{}); err != nil {
				t.Fatal(err)
			}
			called := false
			_, err = s.Update(t.Context(), func(*record.Record) { called = true })
			next := "kubectl -n kubectl-mastery edit configmap " + record.Name("ada")
			if errors.Is(err, record.ErrNewer) {
				next = "kubectl krew upgrade mastery"
			}
			if err == nil || called || !strings.Contains(err.Error(), next) {
				t.Errorf("called %t, error %v", called, err)
			}
			if got := document(t, client, "ada"); got != text {
				t.Errorf("it was changed to %q", got)
			}
		})
	}
}

// TestStoreKeepsWhatIsBesideTheRecord: labels and keys that somebody added.
func TestStoreKeepsWhatIsBesideTheRecord(t *testing.T) {
	client := server()
	s := &record.Store{Dynamic: client, Learner: "ada"}
	if _, err := s.Update(t.Context(), add("1")); err != nil {
		t.Fatal(err)
	}
	maps := client.Resource(configMaps).Namespace(record.Namespace)
	o, err := maps.Get(t.Context(), record.Name("ada"), metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := unstructured.SetNestedField(o.Object, "mine", "data", "notes"); err != nil {
		t.Fatal(err)
	}
	if _, err := maps.Update(t.Context(), o, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Update(t.Context(), add("2")); err != nil {
		t.Fatal(err)
	}
	o, err = maps.Get(t.Context(), record.Name("ada"), metav1.GetOptions{})
	if notes, _, _ := unstructured.NestedString(o.Object, "data", "notes"); err != nil || notes != "mine" {
		t.Errorf("notes are %q, %v", notes, err)
	}
}

func TestStoreFailures(t *testing.T) {
	t.Run("the server refuses", func(t *testing.T) {
		client := server()
		refused := apierrors.NewForbidden(configMaps.GroupResource(), "x", errors.New("no"))
		client.PrependReactor("*", "configmaps", func(clienttesting.Action) (bool, runtime.Object, error) { return true, nil, refused })
		s := &record.Store{Dynamic: client, Learner: "ada"}
		if _, err := s.Load(t.Context()); !apierrors.IsForbidden(err) {
			t.Errorf("load: %v", err)
		}
		if _, err := s.Update(t.Context(), add("1")); !apierrors.IsForbidden(err) {
			t.Errorf("update: %v", err)
		}
	})
	t.Run("the server is gone, the mirror knows", func(t *testing.T) {
		client := server()
		s := &record.Store{Dynamic: client, Learner: "ada", Mirror: record.NewMirror(t.TempDir(), "uid")}
		client.PrependReactor("create", "configmaps", func(clienttesting.Action) (bool, runtime.Object, error) {
			return true, nil, errors.New("connection refused")
		})
		if _, err := s.Update(t.Context(), add("1")); err == nil {
			t.Error("no error")
		}
		if r, err := s.Mirror.Read("ada"); err != nil || !ids(r)["1"] {
			t.Errorf("%v, %v", r, err)
		}
	})
	t.Run("the mirror fails, the cluster knows", func(t *testing.T) {
		var warnings []error
		s := &record.Store{
			Dynamic: server(), Learner: "ada", Mirror: record.NewMirror("/dev/null", "uid"),
			Warn: func(err error) { warnings = append(warnings, err) },
		}
		if _, err := s.Update(t.Context(), add("1")); err != nil || len(warnings) != 1 {
			t.Errorf("%v, warnings %v", err, warnings)
		}
	})
	t.Run("a conflict that never ends", func(t *testing.T) {
		client := server()
		s := &record.Store{Dynamic: client, Learner: "ada"}
		client.PrependReactor("create", "configmaps", func(clienttesting.Action) (bool, runtime.Object, error) {
			return true, nil, apierrors.NewAlreadyExists(configMaps.GroupResource(), "x")
		})
		if _, err := s.Update(t.Context(), add("1")); !apierrors.IsConflict(err) {
			t.Errorf("%v", err)
		}
	})
}

func TestBaseline(t *testing.T) {
	s := &record.Store{Dynamic: server(), Learner: "ada"}
	if _, err := s.Update(t.Context(), add("1")); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"deployment/shop": map[string]any{"spec": map[string]any{"replicas": int64(3), "share": 0.5}}}
	if _, err := s.Baseline(t.Context(), "1"); err == nil {
		t.Error("a baseline is there before it was put")
	}
	if err := s.PutBaseline(t.Context(), "1", want); err != nil {
		t.Fatal(err)
	}
	got, err := s.Baseline(t.Context(), "1")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for range 2 { // twice: dropping what is gone is no error
		if err := s.DropBaseline(t.Context(), "1"); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Baseline(t.Context(), "1"); err == nil {
		t.Error("a baseline is there after it was dropped")
	}
}
