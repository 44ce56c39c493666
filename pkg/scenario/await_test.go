package scenario

import (
	"context"
	"errors"
	"net/http"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
)

// watched plays back lists and watches, one after the other.
type watched struct {
	dynamic.ResourceInterface
	lists   [][]unstructured.Unstructured
	watches [][]watch.Event
	fails   error
	opened  int
}

func (w *watched) List(context.Context, metav1.ListOptions) (*unstructured.UnstructuredList, error) {
	if len(w.lists) == 0 {
		return nil, errors.New("listed too often")
	}
	list := &unstructured.UnstructuredList{Items: w.lists[0]}
	w.lists = w.lists[1:]
	return list, nil
}

func (w *watched) Watch(ctx context.Context, o metav1.ListOptions) (watch.Interface, error) {
	if w.fails != nil {
		return nil, w.fails
	}
	events := w.watches[w.opened]
	w.opened++
	fake := watch.NewFakeWithOptions(watch.FakeOptions{ChannelSize: len(events)})
	for _, e := range events {
		fake.Action(e.Type, e.Object)
	}
	fake.Stop()
	return fake, nil
}

func TestAwait(t *testing.T) {
	o := func(phase string) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: map[string]any{"metadata": map[string]any{"name": "x"}, "phase": phase}}
	}
	list := func(objects ...*unstructured.Unstructured) (list []unstructured.Unstructured) {
		for _, one := range objects {
			list = append(list, *one)
		}
		return list
	}
	status := func(reason metav1.StatusReason, code int32) watch.Event {
		return watch.Event{Type: watch.Error, Object: &metav1.Status{Status: "Failure", Reason: reason, Code: code, Message: "m"}}
	}
	event := func(kind watch.EventType, o *unstructured.Unstructured) watch.Event {
		return watch.Event{Type: kind, Object: o}
	}
	ready := func(o *unstructured.Unstructured) bool { return o != nil && o.Object["phase"] == "ready" }
	gone := func(o *unstructured.Unstructured) bool { return o == nil }
	tests := []struct {
		name   string
		client *watched
		done   func(*unstructured.Unstructured) bool
		opened int
		fails  func(error) bool
	}{
		{"so already", &watched{lists: [][]unstructured.Unstructured{list(o("ready"))}}, ready, 0, nil},
		{"gone already", &watched{lists: [][]unstructured.Unstructured{list()}}, gone, 0, nil},
		{"comes", &watched{lists: [][]unstructured.Unstructured{list()}, watches: [][]watch.Event{{event(watch.Added, o("new")), event(watch.Modified, o("ready"))}}}, ready, 1, nil},
		{"goes", &watched{lists: [][]unstructured.Unstructured{list(o("ready"))}, watches: [][]watch.Event{{event(watch.Modified, o("dying")), event(watch.Deleted, o("dying"))}}}, gone, 1, nil},
		{"a deleted object is not what it last was", &watched{
			lists:   [][]unstructured.Unstructured{list(), list(o("ready"))},
			watches: [][]watch.Event{{event(watch.Deleted, o("ready"))}},
		}, ready, 1, nil},
		{"the watch ends, and it is so by then", &watched{lists: [][]unstructured.Unstructured{list(), list(o("ready"))}, watches: [][]watch.Event{{}}}, ready, 1, nil},
		{"the watch ends twice", &watched{
			lists:   [][]unstructured.Unstructured{list(), list(), list()},
			watches: [][]watch.Event{{}, {event(watch.Added, o("new"))}, {event(watch.Added, o("ready"))}},
		}, ready, 3, nil},
		{"the watch is too old", &watched{
			lists:   [][]unstructured.Unstructured{list(), list()},
			watches: [][]watch.Event{{status(metav1.StatusReasonExpired, http.StatusGone)}, {event(watch.Added, o("ready"))}},
		}, ready, 2, nil},
		{"the watch is too old, as older servers say", &watched{
			lists:   [][]unstructured.Unstructured{list(), list(o("ready"))},
			watches: [][]watch.Event{{status(metav1.StatusReasonGone, http.StatusGone)}},
		}, ready, 1, nil},
		{"the server has an error", &watched{
			lists: [][]unstructured.Unstructured{list()}, watches: [][]watch.Event{{status(metav1.StatusReasonInternalError, 500)}},
		}, ready, 1, apierrors.IsInternalError},
		{"a watch is refused", &watched{
			lists: [][]unstructured.Unstructured{list()}, fails: apierrors.NewForbidden(namespaces.GroupResource(), "x", errors.New("no")),
		}, ready, 0, apierrors.IsForbidden},
		{"a list fails", &watched{}, ready, 0, func(err error) bool { return err != nil }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := await(t.Context(), test.client, "x", test.done)
			if (err != nil) != (test.fails != nil) || err != nil && !test.fails(err) {
				t.Errorf("error %v", err)
			}
			if test.client.opened != test.opened {
				t.Errorf("%d watches were opened, want %d", test.client.opened, test.opened)
			}
		})
	}
	t.Run("interrupted", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		client := &watched{lists: [][]unstructured.Unstructured{list()}, watches: [][]watch.Event{{}}}
		err := await(ctx, client, "x", func(*unstructured.Unstructured) bool { cancel(); return false })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}
