// Package change tells those who work on something that it has changed.
package change

import (
	"sync"

	"k8s.io/client-go/tools/cache"
)

// A Signal reaches everybody who waits for the next change. Several changes that
// come while nobody waits are one.
type Signal struct {
	mu     sync.Mutex
	coming chan struct{}
}

// NewSignal returns a signal of which nothing has been told.
func NewSignal() *Signal { return &Signal{coming: make(chan struct{})} }

// Next is closed when there is a change after this call. Who asks before looking
// misses none.
func (s *Signal) Next() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.coming
}

// Tell tells of a change.
func (s *Signal) Tell() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.coming)
	s.coming = make(chan struct{})
}

// Handler tells of every change that an informer hears of.
func (s *Signal) Handler() cache.ResourceEventHandler {
	return cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { s.Tell() },
		UpdateFunc: func(any, any) { s.Tell() },
		DeleteFunc: func(any) { s.Tell() },
	}
}
