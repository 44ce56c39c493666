package evidence

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// source is one list: a kind in a namespace, or in all where that is empty.
type source struct {
	kind      schema.GroupVersionKind
	namespace string
}

// listing is what a list gave, sorted by namespace and name.
type listing struct {
	items  []map[string]any
	unread string
	// gone is when an object that had been there was last seen to be gone.
	gone time.Time
}

// lists holds every source's objects: listed once, then kept current by
// watches from where the list left off.
type lists struct {
	cluster *cluster.Cluster
	// changed is signalled when anything has; signals that come while nobody
	// listens are joined into one.
	changed chan struct{}

	mu     sync.Mutex
	all    map[source]*store
	broken error
}

// store is one source's objects, by "namespace/name". What it holds is never
// changed in place, so that it can be read while a watch goes on.
type store struct {
	items   map[string]map[string]any
	version string
	unread  string
	client  dynamic.ResourceInterface // nil where the kind is not there
	gone    time.Time
}

func newLists(c *cluster.Cluster, sources []source) *lists {
	l := &lists{cluster: c, changed: make(chan struct{}, 1), all: map[source]*store{}}
	for _, s := range sources {
		l.all[s] = &store{}
	}
	return l
}

// fill lists all sources at once.
func (l *lists) fill(ctx context.Context) error {
	l.mu.Lock() // lists that have come, and watches, write while others are begun
	sources := slices.Collect(maps.Keys(l.all))
	l.mu.Unlock()
	var group sync.WaitGroup
	failures := make([]error, 0, len(sources))
	for _, s := range sources {
		client, err := l.cluster.Resource(s.kind, s.namespace)
		if meta.IsNoMatchError(err) {
			continue // a kind that is not there has no objects
		}
		if err != nil {
			return cluster.Explain(err)
		}
		group.Go(func() {
			if _, err := l.list(ctx, s, client); err != nil {
				l.mu.Lock()
				defer l.mu.Unlock()
				failures = append(failures, err)
			}
		})
	}
	group.Wait()
	if len(failures) > 0 {
		return fmt.Errorf("look at the cluster: %w", cluster.Explain(failures[0]))
	}
	return nil
}

// list reads one source anew and returns its resource version.
func (l *lists) list(ctx context.Context, s source, client dynamic.ResourceInterface) (version string, err error) {
	found, err := client.List(ctx, metav1.ListOptions{})
	fresh := &store{items: map[string]map[string]any{}, client: client}
	switch {
	case apierrors.IsForbidden(err):
		fresh.unread = fmt.Sprintf("you may not list %ss in %s", strings.ToLower(s.kind.Kind), where(s.namespace))
	case apierrors.IsNotFound(err):
	case err != nil:
		return "", err
	default:
		fresh.version = found.GetResourceVersion()
		for i := range found.Items {
			put(fresh.items, &found.Items[i])
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	fresh.gone = l.all[s].gone
	for key, item := range l.all[s].items {
		if _, still := fresh.items[key]; !still && !ours(s.kind.Kind, item) {
			fresh.gone = l.cluster.Now()
		}
	}
	l.all[s] = fresh
	return fresh.version, nil
}

func where(namespace string) string {
	if namespace == "" {
		return "all namespaces"
	}
	return "namespace " + namespace
}

func put(items map[string]map[string]any, o *unstructured.Unstructured) {
	dropNulls(o.Object)
	items[key(o)] = o.Object
}

func key(o *unstructured.Unstructured) string { return o.GetNamespace() + "/" + o.GetName() }

// now is what all sources hold at this moment.
func (l *lists) now() map[source]listing {
	l.mu.Lock()
	defer l.mu.Unlock()
	present := make(map[source]listing, len(l.all))
	for s, held := range l.all {
		one := listing{unread: held.unread, gone: held.gone}
		for _, key := range slices.Sorted(maps.Keys(held.items)) {
			one.items = append(one.items, held.items[key])
		}
		present[s] = one
	}
	return present
}

// follow keeps all sources current until ctx ends.
func (l *lists) follow(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for s, held := range l.all {
		if held.client != nil && held.unread == "" && held.version != "" {
			go l.watch(ctx, s, held.client, held.version)
		}
	}
}

// failure is why the sources cannot be kept current any more.
func (l *lists) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.broken
}

// reopenDelay keeps a watch that ends at once from being opened in a loop.
const reopenDelay = time.Second

func (l *lists) watch(ctx context.Context, s source, client dynamic.ResourceInterface, version string) {
	for {
		opened := time.Now()
		next, err := l.watchOnce(ctx, s, client, version)
		if apierrors.IsResourceExpired(err) || apierrors.IsGone(err) {
			// What happened in between is not known any more.
			next, err = l.list(ctx, s, client)
			l.signal()
		}
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			l.mu.Lock()
			l.broken = err
			l.mu.Unlock()
			l.signal()
			return
		}
		version = next
		if time.Since(opened) < reopenDelay {
			select {
			case <-ctx.Done():
			case <-time.After(reopenDelay):
			}
		}
	}
}

// watchOnce follows one watch to its end and returns the version from which
// another may go on.
func (l *lists) watchOnce(ctx context.Context, s source, client dynamic.ResourceInterface, version string) (string, error) {
	events, err := client.Watch(ctx, metav1.ListOptions{ResourceVersion: version, AllowWatchBookmarks: true})
	if err != nil {
		return version, err
	}
	defer events.Stop()
	for event := range events.ResultChan() {
		if event.Type == watch.Error {
			return version, apierrors.FromObject(event.Object)
		}
		o, ok := event.Object.(*unstructured.Unstructured)
		if !ok {
			continue
		}
		version = o.GetResourceVersion()
		if event.Type != watch.Bookmark {
			l.apply(s, event.Type, o)
			l.signal()
		}
	}
	return version, nil
}

func (l *lists) apply(s source, happened watch.EventType, o *unstructured.Unstructured) {
	l.mu.Lock()
	defer l.mu.Unlock()
	held := *l.all[s]
	if older(o.GetResourceVersion(), held.version) {
		return // it was listed anew since
	}
	held.items = maps.Clone(held.items)
	if happened == watch.Deleted {
		delete(held.items, key(o))
		if !ours(s.kind.Kind, o.Object) {
			held.gone = l.cluster.Now()
		}
	} else {
		put(held.items, o)
	}
	l.all[s] = &held
}

// older reports whether a resource version comes before another of its kind, or
// is the same one. Versions that are no numbers can't be compared; nothing is
// older then.
func older(version, than string) bool {
	a, err := strconv.ParseUint(version, 10, 64)
	b, errThan := strconv.ParseUint(than, 10, 64)
	return err == nil && errThan == nil && a <= b
}

func (l *lists) signal() {
	select {
	case l.changed <- struct{}{}:
	default:
	}
}
