package author

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// TestLine: a prover waits until the one before it has passed the turn on, however
// often that one does so; the first waits for nobody, nor does one without a line.
func TestLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first, second, third := &Prover{}, &Prover{}, &Prover{}
		Line(first, second, third)
		began := make(chan string, 3)
		for name, p := range map[string]*Prover{"first": first, "second": second, "third": third, "without": {}} {
			if p.turn == nil {
				if err := p.await(t.Context()); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				p.pass()
				p.pass()
				continue
			}
			go func() {
				if p.await(t.Context()) == nil {
					began <- name
				}
			}()
		}
		synctest.Wait()
		if len(began) != 1 || <-began != "second" {
			t.Fatalf("the second is not the only one whose turn it is")
		}
		interrupted, cancel := context.WithCancel(t.Context())
		cancel()
		if err := (&Prover{turn: third.turn}).await(interrupted); !errors.Is(err, context.Canceled) {
			t.Errorf("interrupted: %v", err)
		}
		second.pass()
		if got := <-began; got != "third" {
			t.Errorf("after the second comes the %s", got)
		}
	})
}

// TestStands: a stand is kept as long as a case may begin there that has not
// begun, and no more of them than there are such cases.
func TestStands(t *testing.T) {
	of := func(fault string) *stand { return &stand{deployment: &scenario.Deployment{Fault: fault}} }
	var s stands
	s.expect([]Case{{Fault: "amber"}, {Fault: "amber"}, {Fault: "amber"}, {Fault: "birch"}})
	for range 2 {
		if one, spare := s.take("amber"); one != nil || len(spare) != 0 {
			t.Fatal("there is a stand before anybody has left one")
		}
	}
	first, second := of("amber"), of("amber")
	if !s.wanted("amber") || !s.put(first) {
		t.Error("a stand is not kept for the third case")
	}
	if s.wanted("amber") || s.put(second) {
		t.Error("a stand is kept that nobody will begin in")
	}
	if one, spare := s.take("birch"); one != nil || len(spare) != 0 {
		t.Error("a case begins where another fault is")
	}
	if s.wanted("birch") || s.put(of("birch")) {
		t.Error("a stand is kept after the last case of its fault has begun")
	}
	if one, spare := s.take("amber"); one != first || len(spare) != 0 {
		t.Errorf("the third case begins in %p, and %d are spare", one, len(spare))
	}

	s.expect([]Case{{Fault: "amber"}, {Fault: "amber"}, {Fault: "amber"}})
	s.put(first)
	s.put(second)
	if one, spare := s.take("amber"); one != second || len(spare) != 0 {
		t.Error("a stand is taken down that two cases are left for")
	}
	s.put(second)
	s.take("amber")
	if _, spare := s.take("amber"); len(spare) != 0 {
		t.Error("more are spare than were kept")
	}
	if left := s.all(); len(left) != 0 {
		t.Errorf("%d are left after the last case", len(left))
	}

	s.expect([]Case{{Fault: "amber"}})
	s.free["amber"] = []*stand{first, second}
	if one, spare := s.take("amber"); one != second || len(spare) != 1 || spare[0] != first {
		t.Error("what the last case leaves over is not given back")
	}
}
