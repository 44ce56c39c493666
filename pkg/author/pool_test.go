package author

import (
	"context"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestPool(t *testing.T) {
	for _, test := range []struct {
		id          string
		cases, want int
	}{
		{"l1-pod-crash", 0, 6},    // a pod and no probe
		{"l4-just-enough", 0, 1},  // bindings for the whole cluster
		{"l4-just-enough", 4, 1},  // however many are asked for
		{"l2-closed-doors", 0, 3}, // six pods and nine identities
		{"l2-closed-doors", 4, 4},
	} {
		c, err := challenge.Load(os.DirFS("../../challenges"), test.id)
		if err != nil {
			t.Fatal(err)
		}
		weight, err := weigh(c)
		if err != nil {
			t.Fatal(err)
		}
		synctest.Test(t, func(t *testing.T) {
			pool, entered := NewPool(test.cases), 0
			for entered <= test.want && enters(t, pool, c, weight) != nil {
				entered++
			}
			if entered != test.want {
				t.Errorf("%s: %d at once, want %d", test.id, entered, test.want)
			}
		})
	}
}

// TestPoolOfTwo has a case that must be alone run beside a full house, and
// whoever leaves makes room for the next.
func TestPoolOfTwo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pool := NewPool(1)
		modest := &challenge.Challenge{}
		far := &challenge.Challenge{Spec: challenge.Spec{Touches: []challenge.Touch{{Kind: "ClusterRole"}}}}
		leave := enters(t, pool, modest, 9)
		if leave == nil {
			t.Fatal("there is no room at all")
		}
		if enters(t, pool, far, 9) == nil {
			t.Error("who has to be alone waits for others")
		}
		if enters(t, pool, modest, 9) != nil {
			t.Error("two run in the room of one")
		}
		leave()
		if enters(t, pool, modest, 9) == nil {
			t.Error("no room after the first has left")
		}
	})
}

// enters returns nil where there is no room.
func enters(t *testing.T, pool *Pool, c *challenge.Challenge, weight int64) (leave func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	leave, err := pool.enter(ctx, c, weight)
	if err != nil {
		return nil
	}
	return leave
}
