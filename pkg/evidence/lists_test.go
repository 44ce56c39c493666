package evidence

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// TestGone: of a pod that is gone it is remembered that one was there, but not
// of one of our own probes.
func TestGone(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	somewhere := collector(t, server).Cluster
	pods := source{core("Pod"), "ns"}
	const probe = "{metadata: {name: probe, namespace: ns, labels: {kubectl-mastery/probe: x}, ownerReferences: [{kind: Job, uid: j, controller: true}]}}"
	for _, test := range []struct {
		name, pod string
		happened  watch.EventType
		want      bool
	}{
		{"gone", "{metadata: {name: a, namespace: ns}}", watch.Deleted, true},
		{"changed", "{metadata: {name: a, namespace: ns}}", watch.Modified, false},
		{"our own", probe, watch.Deleted, false},
	} {
		l := newLists(somewhere, []source{pods})
		pod := &unstructured.Unstructured{Object: objects(t, "["+test.pod+"]")[0]}
		l.all[pods] = &store{items: map[string]map[string]any{}}
		l.apply(pods, watch.Added, pod)
		l.apply(pods, test.happened, pod)
		l.all[source{apps("ReplicaSet"), "ns"}] = &store{items: map[string]map[string]any{
			"ns/r": objects(t, "[{kind: ReplicaSet, metadata: {name: r, namespace: ns, uid: r}}]")[0],
		}}
		v := view{namespace: func(string) string { return "ns" }, lists: l.now()}
		o := v.observe(challenge.Watch{APIVersion: "apps/v1", Kind: "ReplicaSet", Name: "r"})
		if got := !o.Ended.IsZero(); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}

// TestApply: what was listed is not written over by a watch that lags behind.
func TestApply(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	pods := source{core("Pod"), "ns"}
	pod := func(version string) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: objects(t, "[{metadata: {name: a, namespace: ns, resourceVersion: '"+version+"'}}]")[0]}
	}
	for _, test := range []struct {
		listed, version string
		happened        watch.EventType
		want            string
	}{
		{"10", "9", watch.Modified, "listed"},
		{"10", "10", watch.Modified, "listed"},
		{"10", "9", watch.Deleted, "listed"},
		{"10", "11", watch.Modified, "11"},
		{"10", "11", watch.Deleted, ""},
		{"9", "10", watch.Modified, "10"},
		{"", "9", watch.Modified, "9"},
		{"10", "x", watch.Modified, "x"},
		{"x", "9", watch.Modified, "9"},
	} {
		l := newLists(collector(t, server).Cluster, []source{pods})
		l.all[pods] = &store{version: test.listed, items: map[string]map[string]any{"ns/a": pod("listed").Object}}
		l.apply(pods, test.happened, pod(test.version))
		got := ""
		for _, item := range l.now()[pods].items {
			got = metadata(item, "resourceVersion")
		}
		if got != test.want {
			t.Errorf("listed at %q, %s at %q: there is %q", test.listed, test.happened, test.version, got)
		}
	}
}

// TestFillAtOnce lists many kinds, of which some have come before others are
// begun: the runtime ends a program that reads a map while another part of it
// writes there.
func TestFillAtOnce(t *testing.T) {
	server := httptest.NewServer(api{})
	defer server.Close()
	var many []source
	for i := range 40 {
		many = append(many, source{core("Pod"), fmt.Sprintf("ns-%d", i)})
	}
	l := newLists(collector(t, server).Cluster, many)
	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				l.mu.Lock()
				l.all[many[0]] = &store{items: map[string]map[string]any{}}
				l.mu.Unlock()
			}
		}
	})
	for range 20 {
		if err := l.fill(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	writing.Wait()
}
