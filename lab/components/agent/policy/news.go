package policy

import "sync"

// A news reaches everybody who waits for the next one.
type news struct {
	mu     sync.Mutex
	coming chan struct{}
}

func newNews() *news { return &news{coming: make(chan struct{})} }

// next is closed when there are news after this call.
func (n *news) next() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.coming
}

func (n *news) tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	close(n.coming)
	n.coming = make(chan struct{})
}
