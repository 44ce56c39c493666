package author

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestPool(t *testing.T) {
	for _, test := range []struct {
		id          string
		cases, want int
		processors  int64
	}{
		{"l1-pod-crash", 0, 26, 0}, // a pod and no probe
		{"l4-just-enough", 0, 26, 0},
		{"l2-closed-doors", 0, 5, 0}, // six pods and nine identities
		{"l2-closed-doors", 4, 4, 0},
		{"l2-closed-doors", 0, 5, 1600},
		{"l3-house-rules", 0, 26, 0},
		{"l3-house-rules", 0, 4, 1600}, // two pods that ask for a tenth of a processor
		{"l3-house-rules", 0, 2, 200},  // and two run always
		{"l3-house-rules", 7, 7, 200},
	} {
		c, err := challenge.Load(os.DirFS("../../challenges"), test.id)
		if err != nil {
			t.Fatal(err)
		}
		weight, err := weigh(c, test.processors)
		if err != nil {
			t.Fatal(err)
		}
		synctest.Test(t, func(t *testing.T) {
			pool, entered := NewPool(test.cases, test.processors), 0
			if pool.pace != nil {
				pool.pace = newPace(func() (idle, all float64, ok bool) { return 0, 0, false })
			}
			for entered <= test.want && enters(t, pool, weight, inside) != nil {
				entered++
			}
			if entered != test.want {
				t.Errorf("%s: %d at once, want %d", test.id, entered, test.want)
			}
		})
	}
}

// TestPoolAlone has a case that must be alone run beside a full house, but with
// nobody who looks outside; whoever leaves makes room for the next.
func TestPoolAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pool := NewPool(2, 0)
		one, leave := enters(t, pool, 9, inside), enters(t, pool, 9, looks)
		if one == nil || leave == nil {
			t.Fatal("there is no room at all")
		}
		if enters(t, pool, 9, inside) != nil {
			t.Error("three run in the room of two")
		}
		if enters(t, pool, 9, alone) != nil {
			t.Error("somebody would see what it does")
		}
		leave()
		by := enters(t, pool, 9, alone)
		if by == nil {
			t.Fatal("who has to be alone waits for those who see nothing of it")
		}
		if enters(t, pool, 9, looks) != nil {
			t.Error("somebody sees what it does")
		}
		by()
		if enters(t, pool, 9, looks) == nil {
			t.Error("no room after others have left")
		}
	})
}

// enters returns nil where there is no room.
func enters(t *testing.T, pool *Pool, weight int64, r reach) (leave func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	leave, err := pool.enter(ctx, weight, r)
	if err != nil {
		return nil
	}
	return leave
}

func TestReach(t *testing.T) {
	dir := write(t, map[string]string{
		"right/a.sh": "kubectl create role x\n", "right/b.sh": "kubectl create ClusterRole x\n",
		"wrong/a.sh": "bash ../right/a.sh\n", "wrong/b.sh": "bash \"$(dirname \"$0\")/../right/b.sh\" >/dev/null\n",
	})
	far := &challenge.Challenge{Spec: challenge.Spec{Touches: []challenge.Touch{{Kind: "ClusterRole"}}}}
	for name, want := range map[string]reach{"": looks, "right/a": looks, "right/b": alone, "wrong/a": looks, "wrong/b": alone} {
		var p *Proof
		if name != "" {
			p = &Proof{Path: filepath.Join(dir, "proof", name+".sh")}
		}
		if got, err := reachOf(far, p); err != nil || got != want {
			t.Errorf("%q reaches %d (%v), want %d", name, got, err, want)
		}
		if got, err := reachOf(&challenge.Challenge{}, p); err != nil || got != inside {
			t.Errorf("%q reaches %d (%v) in a challenge that does not look outside", name, got, err)
		}
	}
}

// TestOrder: what must be alone comes last, and of the rest first what is
// followed by mutants.
func TestOrder(t *testing.T) {
	dir := write(t, map[string]string{"right/a.sh": "kubectl get pods\n", "right/b.sh": "kubectl create clusterrole x\n", "wrong/a.sh": "kubectl get pods\n"})
	var cases []Case
	for _, name := range []string{"wrong/a", "right/b", "right/a"} {
		cases = append(cases, Case{Proof: &Proof{Name: name, Right: name != "wrong/a", Path: filepath.Join(dir, "proof", name+".sh")}})
	}
	far := &challenge.Challenge{Spec: challenge.Spec{Touches: []challenge.Touch{{Kind: "ClusterRole"}}}}
	for mutants, want := range map[bool]string{true: "[2 0 1]", false: "[0 2 1]"} {
		p := &Prover{Challenge: far, Mutants: mutants}
		order, _, err := p.order(append([]Case{}, cases...))
		if got := fmt.Sprint(order); err != nil || got != want {
			t.Errorf("mutants %t: %s, want %s, %v", mutants, got, want, err)
		}
	}
}
