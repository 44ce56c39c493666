package scenario

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	clienttesting "k8s.io/client-go/testing"
)

func TestRemoveEndsPodsSoon(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer error
		fails  bool
	}{
		{name: "allowed"},
		{name: "forbidden", answer: apierrors.NewForbidden(pods.GroupResource(), "", errors.New("no"))},
		{name: "broken", answer: apierrors.NewInternalError(errors.New("no")), fails: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			client := api(namespace("one", "run-1"), namespace("two", "run-0"))
			var asked []string
			client.PrependReactor("delete-collection", "pods", func(action clienttesting.Action) (bool, runtime.Object, error) {
				asked = append(asked, action.GetNamespace())
				grace := action.(clienttesting.DeleteCollectionActionImpl).DeleteOptions.GracePeriodSeconds
				if grace == nil || *grace != 1 {
					t.Errorf("grace period %v", grace)
				}
				return true, nil, test.answer
			})
			if err := deployment(client).Remove(t.Context()); (err != nil) != test.fails {
				t.Errorf("error %v", err)
			}
			if len(asked) != 1 || asked[0] != "one" {
				t.Errorf("pods of %v were ended", asked)
			}
		})
	}
}

// TestRemoveSaysWhatHolds has a namespace that does not go: what was said of it
// at once is told while it is waited for, and is part of the error.
func TestRemoveSaysWhatHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		held := namespace("one", "run-1")
		held.Object["status"] = map[string]any{"conditions": []any{map[string]any{"type": "NamespaceFinalizersRemaining", "status": "True", "message": "finalizer x in 1 resource instances"}}}
		client := api(held)
		client.PrependReactor("delete", "namespaces", func(clienttesting.Action) (bool, runtime.Object, error) { return true, nil, nil })
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		client.PrependWatchReactor("namespaces", func(clienttesting.Action) (bool, watch.Interface, error) {
			silent := watch.NewFake()
			context.AfterFunc(ctx, silent.Stop) // as the API server's do
			return true, silent, nil
		})
		began := time.Now()
		var told []string
		d := deployment(client)
		d.Step = func(format string, args ...any) {
			told = append(told, fmt.Sprintf("%s: ", time.Since(began))+fmt.Sprintf(format, args...))
		}
		if err := d.Remove(ctx); err == nil || !strings.Contains(err.Error(), "namespace one is not gone yet: finalizer x in 1 resource instances") {
			t.Errorf("error %v", err)
		}
		if want := []string{"10s: namespace one: finalizer x in 1 resource instances"}; !slices.Equal(told, want) {
			t.Errorf("told %q, want %q", told, want)
		}
	})
}
