package balancer

import "k8s.io/client-go/tools/cache"

// A bell wakes the one who waits for it; ringing again before that is heard
// makes no difference.
type bell chan struct{}

func newBell() bell { return make(bell, 1) }

func (b bell) ring() {
	select {
	case b <- struct{}{}:
	default:
	}
}

// handler rings at every change.
func (b bell) handler() cache.ResourceEventHandler {
	return cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { b.ring() },
		UpdateFunc: func(any, any) { b.ring() },
		DeleteFunc: func(any) { b.ring() },
	}
}
