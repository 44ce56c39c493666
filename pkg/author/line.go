package author

import (
	"context"
	"slices"
	"sync"
)

// Line has the provers of one pool begin one after the other, in that order: all
// cases of a challenge have begun before the first of the next one does, but for
// those that must be alone, which wait only for each other. Where all began
// beside each other, a stand of each fault of each challenge would be there, with
// pods that are probed and watched, and nobody in it. Each of the provers has to
// run, once, or those behind it never begin.
func Line(provers ...*Prover) {
	for i := 1; i < len(provers); i++ {
		begun := make(chan struct{})
		provers[i-1].passOn = sync.OnceFunc(func() { close(begun) })
		provers[i].turn = begun
	}
}

// await waits for the prover's turn. Its only error is that of ctx.
func (p *Prover) await(ctx context.Context) error {
	if p.turn == nil {
		return ctx.Err()
	}
	select {
	case <-p.turn:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pass gives the turn to the next.
func (p *Prover) pass() {
	if p.passOn != nil {
		p.passOn()
	}
}

// stands are those that cases have left as they found them, by the fault. They
// are kept as long as there are cases that may begin there.
type stands struct {
	mu   sync.Mutex
	free map[string][]*stand
	// left counts the cases of each fault that have not begun.
	left map[string]int
}

// expect makes known which cases will come.
func (s *stands) expect(cases []Case) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free, s.left = map[string][]*stand{}, map[string]int{}
	for _, c := range cases {
		s.left[c.Fault]++
	}
}

// take gives a case the stand where it begins, nil where there is none, and those
// that nobody will begin in any more.
func (s *stands) take(fault string) (one *stand, spare []*stand) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left[fault]--
	all := s.free[fault]
	if len(all) > 0 {
		one, all = all[len(all)-1], all[:len(all)-1]
	}
	needed := min(len(all), s.left[fault])
	s.free[fault], spare = all[:needed], slices.Clone(all[needed:])
	return one, spare
}

// wanted reports whether there are cases that may begin in a stand with that fault.
func (s *stands) wanted(fault string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.left[fault] > len(s.free[fault])
}

// put keeps a stand for the next case, and reports whether there will be one.
func (s *stands) put(one *stand) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	fault := one.deployment.Fault
	if s.left[fault] <= len(s.free[fault]) {
		return false
	}
	s.free[fault] = append(s.free[fault], one)
	return true
}

// all takes what is left.
func (s *stands) all() []*stand {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []*stand
	for _, some := range s.free {
		all = append(all, some...)
	}
	s.free = nil
	return all
}
