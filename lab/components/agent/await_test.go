package main

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"
)

// TestAwaitLoss ends one watch as the API does every few minutes, and refuses the
// next one and some questions after it, as an API that is away.
func TestAwaitLoss(t *testing.T) {
	away := errors.New("connection refused")
	client := fake.NewClientset()
	var watches, lists atomic.Int32
	client.PrependWatchReactor("namespaces", func(clienttesting.Action) (bool, watch.Interface, error) {
		if watches.Add(1) > 1 {
			return true, nil, away
		}
		ended := watch.NewFake()
		ended.Stop()
		return true, ended, nil
	})
	client.PrependReactor("list", "namespaces", func(clienttesting.Action) (bool, runtime.Object, error) {
		if lists.Add(1) < 3 {
			return true, nil, away
		}
		return true, &corev1.NamespaceList{}, nil
	})
	if err := awaitLoss(t.Context(), client); !errors.Is(err, errLost) {
		t.Errorf("error %v, want %v", err, errLost)
	}
	if watches.Load() != 2 || lists.Load() != 3 {
		t.Errorf("%d watches and %d questions, want 2 and 3", watches.Load(), lists.Load())
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := awaitLoss(ended, client); err != nil {
		t.Errorf("when there is nothing to do any more: %v", err)
	}
}
