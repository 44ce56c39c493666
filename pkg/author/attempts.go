package author

import "sync"

// attempts keeps what cases beside each other try on the cluster. What has passed
// once is known to pass, so the first attempt at anything is waited for by all who
// would try it as well; what it did not let pass, each then tries.
type attempts struct {
	mu     sync.Mutex
	passed map[string]bool
	// first are the first attempts; those that are over are closed.
	first map[string]chan struct{}
}

// begin reports whether what has that key is known to pass. Where it is not, and
// somebody is at the first attempt, running is closed once that is over; otherwise
// it is the caller's to try, and to end.
func (a *attempts) begin(key string) (passed bool, running <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.passed[key] {
		return true, nil
	}
	first, tried := a.first[key]
	if !tried {
		if a.first == nil {
			a.first, a.passed = map[string]chan struct{}{}, map[string]bool{}
		}
		a.first[key] = make(chan struct{})
		return false, nil
	}
	select {
	case <-first:
		return false, nil
	default:
		return false, first
	}
}

// end tells the others what came of an attempt.
func (a *attempts) end(key string, passes bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.passed[key] = a.passed[key] || passes
	select {
	case <-a.first[key]:
	default:
		close(a.first[key])
	}
}
