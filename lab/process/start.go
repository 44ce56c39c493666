// Package process starts programs and learns how they ended, also in the first
// process of a PID namespace.
package process

import (
	"errors"
	"fmt"
	"syscall"
)

// A Starter runs argv with path as its program. The channel gets the status
// when the program has ended, and is then closed.
type Starter func(path string, argv []string, attr *syscall.ProcAttr) (int, <-chan syscall.WaitStatus, error)

// Start is the Starter of processes that are not the first of a PID namespace.
func Start(path string, argv []string, attr *syscall.ProcAttr) (int, <-chan syscall.WaitStatus, error) {
	pid, err := syscall.ForkExec(path, argv, attr)
	if err != nil {
		return 0, nil, fmt.Errorf("start %s: %w", path, err)
	}
	done := make(chan syscall.WaitStatus, 1)
	go func() {
		var status syscall.WaitStatus
		for {
			if _, err := syscall.Wait4(pid, &status, 0, nil); !errors.Is(err, syscall.EINTR) {
				break
			}
		}
		done <- status
		close(done)
	}()
	return pid, done, nil
}

// Describe says in words how a process ended.
func Describe(status syscall.WaitStatus) string {
	if status.Signaled() {
		return "killed by " + status.Signal().String()
	}
	return fmt.Sprintf("exit status %d", status.ExitStatus())
}
