// Command pause holds a pod's namespaces open: as the first process of the
// sandbox container it sleeps, collects orphaned children where the pod shares
// one process namespace, and ends quietly when it is told to.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// Two channels, so that a crowd of ending children cannot crowd out the one
	// signal that matters: a full channel drops what comes next.
	stop, ended := make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	signal.Notify(ended, syscall.SIGCHLD)
	for {
		// First of all, for a child may have ended before Notify took effect.
		reap()
		select {
		case <-ended:
		case s := <-stop:
			fmt.Fprintln(os.Stderr, "pause: ending on signal:", s)
			return
		}
	}
}

// reap collects every child that has ended, without waiting for more: several
// may end for one signal.
func reap() {
	for {
		pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		if err == syscall.EINTR {
			continue
		}
		if err != nil || pid <= 0 {
			return
		}
	}
}
