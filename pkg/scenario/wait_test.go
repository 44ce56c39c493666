package scenario

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	clienttesting "k8s.io/client-go/testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// TestWait: a long wait says what goes on, since when, and what the cluster says.
func TestWait(t *testing.T) {
	event := func(reason, message, at string) unstructured.Unstructured {
		return unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "v1", "kind": "Event", "type": "Warning", "reason": reason, "message": message, "lastTimestamp": at,
			"metadata": map[string]any{"name": reason, "namespace": "one"}, "involvedObject": map[string]any{"kind": "Pod", "name": "shop-1"},
		}}
	}
	synctest.Test(t, func(t *testing.T) {
		client := api()
		var events []unstructured.Unstructured
		var refused error
		client.PrependReactor("list", "events", func(action clienttesting.Action) (bool, runtime.Object, error) {
			if refused != nil {
				return true, nil, refused
			}
			list := &unstructured.UnstructuredList{Object: map[string]any{"apiVersion": "v1", "kind": "EventList"}}
			if action.GetNamespace() == "one" {
				list.Items = events
			}
			return true, list, nil
		})
		d := deployment(client)
		began := time.Now()
		var told []string
		d.Step = func(format string, args ...any) {
			told = append(told, fmt.Sprintf("%d: ", int(time.Since(began).Seconds()))+fmt.Sprintf(format, args...))
		}
		w := &wait{Deployment: d, began: began}
		says := func(doing string, howLong time.Duration) {
			for end := time.Now().Add(howLong); time.Now().Before(end); time.Sleep(time.Second) {
				w.tell(t.Context(), doing)
			}
		}
		says("pod shop-1 is being created", 15*time.Second)
		events = []unstructured.Unstructured{event("FailedMount", "no\n claim", "2026-11-26T12:00:05Z"), event("BackOff", "before", "2026-11-26T12:00:01Z")}
		says("pod shop-1 is being created", 30*time.Second)
		refused = errors.New("no")
		says("pod shop-1 waits for a node: BackOff", time.Second)
		refused = nil
		says("", time.Second)
		says("pod shop-1 is tried again in 3 s", time.Second)
		says("pod shop-1 is tried again in 2 s", time.Second)
		d.Challenge.Spec.Questions = []challenge.Question{{Name: "who"}}
		says("pod shop-1 waits for a node", time.Second)
		d.Challenge.Spec.Questions, d.Fault = nil, "amber"
		says("pod shop-1 is killed", patient)
		want := []string{
			"11: after 11 s: pod shop-1 is being created",
			"41: after 41 s: pod shop-1 is being created; the cluster says: FailedMount of pod/shop-1: no claim",
			"45: after 45 s: pod shop-1 waits for a node: BackOff",
			"46: after 46 s: the cluster says: FailedMount of pod/shop-1: no claim",
			"47: after 47 s: pod shop-1 is tried again in 3 s; the cluster says: FailedMount of pod/shop-1: no claim",
			"49: after 49 s: not everything is as the story has it yet",
			"79: after 79 s: not everything is as the story has it yet",
		}
		if !slices.Equal(told, want) {
			t.Errorf("told %q, want %q", told, want)
		}
	})
}
